internal import Bytes

extension JSONScanner {
    /// The most digits with which any number fits an `Int64`.
    private static let safeDigitsMax = 18

    /// Reads a number, which must come next (RFC 8259, section 6).
    @inline(__always)
    mutating func number(in bytes: Span<UInt8>) throws(JSONSyntaxError) -> JSONNumber {
        let start = offset
        if let integer = try skipNumber(in: bytes) { return JSONNumber(form: .integer(integer)) }
        return JSONNumber(form: .text(String(validating: bytes.extracting(start..<offset)) ?? "0"))
    }

    /// Moves past a number, which must come next.
    ///
    /// - Returns: its value when it is an integer that fits, spelled as integers usually are.
    @inline(__always)
    mutating func skipNumber(in bytes: Span<UInt8>) throws(JSONSyntaxError) -> Int64? {
        let isNegative = byte(in: bytes) == UInt8(ascii: "-")
        if isNegative { offset += 1 }
        let start = offset
        var magnitude: UInt64 = 0
        while offset < bytes.count {
            let digit = bytes[offset] &- 0x30
            guard digit < 10 else { break }
            magnitude = magnitude &* 10 &+ UInt64(digit)
            offset += 1
        }
        let count = offset - start
        guard count > 0 else { throw expected("a digit", in: bytes) }
        if count > 1, bytes[start] == 0x30 { throw leadingZero(at: start, in: bytes) }
        if offset < bytes.count, bytes[offset] == 0x2E || bytes[offset] | 0x20 == 0x65 {
            try skipFractionAndExponent(in: bytes)
            return nil
        }
        guard count <= Self.safeDigitsMax else { return Self.integer(magnitude, count: count, isNegative: isNegative) }
        if isNegative, magnitude == 0 { return nil }
        return isNegative ? 0 &- Int64(magnitude) : Int64(magnitude)
    }

    /// Decides whether a long integer fits; with 19 digits the magnitude has not overflowed.
    private static func integer(_ magnitude: UInt64, count: Int, isNegative: Bool) -> Int64? {
        guard count == safeDigitsMax + 1 else { return nil }
        if isNegative, magnitude == Int64.min.magnitude { return .min }
        guard let value = Int64(exactly: magnitude) else { return nil }
        return isNegative ? -value : value
    }

    private mutating func skipFractionAndExponent(in bytes: Span<UInt8>) throws(JSONSyntaxError) {
        if byte(in: bytes) == UInt8(ascii: ".") {
            offset += 1
            try skipDigits(of: "the fraction", in: bytes)
        }
        if byte(in: bytes) | 0x20 == UInt8(ascii: "e") {
            offset += 1
            let sign = byte(in: bytes)
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset += 1 }
            try skipDigits(of: "the exponent", in: bytes)
        }
    }

    private mutating func skipDigits(of part: String, in bytes: Span<UInt8>) throws(JSONSyntaxError) {
        let start = offset
        while offset < bytes.count, bytes[offset].isDecimalDigit { offset += 1 }
        guard offset > start else { throw expected("a digit of \(part)", in: bytes) }
    }

    private func leadingZero(at start: Int, in bytes: Span<UInt8>) -> JSONSyntaxError {
        JSONSyntaxError("expected a number without leading zeros, found \"0\" before a digit", at: start, in: bytes)
    }
}
