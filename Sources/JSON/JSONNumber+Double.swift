extension JSONNumber {
    /// Makes the shortest text that reads back as the same double, laid out as JavaScript does (`1`, `0.1`,
    /// `1e+21`).
    ///
    /// JSON has no infinities and no NaN (RFC 8259, section 6): they become `0`, so that no arithmetic of
    /// ours can make a text that is not JSON. `-0.0` is `-0`, which reads back as itself.
    package init(_ value: Double) {
        guard value.isFinite else {
            self.init(0)
            return
        }
        self = JSONNumber(literal: Self.text(of: value)) ?? JSONNumber(0)
    }

    /// Lays out the shortest digits of a finite double (ECMAScript, section 6.1.6.1.20 Number::toString).
    private static func text(of value: Double) -> String {
        let (digits, pointPlace) = shortestDigits(of: value)
        let sign = value.sign == .minus ? "-" : ""
        let count = digits.utf8.count
        if digits.isEmpty { return sign + "0" }
        if pointPlace >= count, pointPlace <= 21 {
            return sign + digits + zeros(pointPlace - count)
        }
        if pointPlace > 0, pointPlace <= 21 {
            return sign + digits.prefix(pointPlace) + "." + digits.dropFirst(pointPlace)
        }
        if pointPlace > -6, pointPlace <= 0 {
            return sign + "0." + zeros(-pointPlace) + digits
        }
        let mantissa = count == 1 ? digits : digits.prefix(1) + "." + digits.dropFirst()
        return sign + mantissa + (pointPlace > 0 ? "e+" : "e-") + String((pointPlace - 1).magnitude)
    }

    /// Takes the standard library's shortest text apart: the digits without zeros at both ends, and how
    /// many of them are before the point.
    private static func shortestDigits(of value: Double) -> (digits: String, pointPlace: Int) {
        let halves = value.magnitude.description.split(separator: "e")
        let parts = halves[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = parts[0].drop { $0 == "0" }
        let all = whole + (parts.count > 1 ? parts[1] : "")
        let significant = all.drop { $0 == "0" }
        var digits = String(significant)
        while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
        let exponent = halves.count > 1 ? Int(halves[1]) ?? 0 : 0
        return (digits, whole.utf8.count - (all.utf8.count - significant.utf8.count) + exponent)
    }

    private static func zeros(_ count: Int) -> String {
        String(repeating: "0", count: count)
    }
}
