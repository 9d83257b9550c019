extension JSONNumber {
    /// The digits of a literal without its sign, point, exponent and zeros at both ends, and what power of
    /// ten they count.
    private struct Decimal {
        var digits: [UInt8] = []
        var exponent = 0
    }

    /// The most digits that an `Int` has.
    private static let intDigitsMax = 19

    /// Where exponents stop growing: far beyond any that matters, far from overflow.
    private static let exponentMax = 1_000_000_000_000

    /// Reads a literal as an integer; nil when it has a fraction or does not fit.
    @usableFromInline static func int(ofLiteral text: String) -> Int? {
        let decimal = decimal(of: text)
        if decimal.digits.isEmpty { return 0 }
        guard decimal.exponent >= 0, decimal.digits.count + decimal.exponent <= intDigitsMax else { return nil }
        let digits = decimal.digits + [UInt8](repeating: 0, count: decimal.exponent)
        // Downwards, because the least integer has no positive counterpart.
        var value = 0
        for digit in digits {
            let (tenfold, isTooLong) = value.multipliedReportingOverflow(by: 10)
            let (next, isTooLow) = tenfold.subtractingReportingOverflow(Int(digit))
            if isTooLong || isTooLow { return nil }
            value = next
        }
        if text.utf8.first == UInt8(ascii: "-") { return value }
        return value == .min ? nil : -value
    }

    private static func decimal(of text: String) -> Decimal {
        var decimal = Decimal()
        var isFraction = false
        var bytes = text.utf8.makeIterator()
        while let byte = bytes.next() {
            switch byte {
            case UInt8(ascii: "."):
                isFraction = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if isFraction { decimal.exponent -= 1 }
                if byte != UInt8(ascii: "0") || !decimal.digits.isEmpty { decimal.digits.append(byte & 0x0F) }
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                decimal.exponent += exponent(from: &bytes)
            default:
                break
            }
        }
        while decimal.digits.last == 0 {
            decimal.digits.removeLast()
            decimal.exponent += 1
        }
        return decimal
    }

    private static func exponent(from bytes: inout String.UTF8View.Iterator) -> Int {
        var magnitude = 0
        var isNegative = false
        while let byte = bytes.next() {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "+"): break
            default: magnitude = min(magnitude * 10 + Int(byte & 0x0F), exponentMax)
            }
        }
        return isNegative ? -magnitude : magnitude
    }
}
