extension UInt8 {
    /// Whether the byte is an ASCII decimal digit.
    @inlinable package var isDecimalDigit: Bool { self &- 0x30 < 10 }

    /// The value of an ASCII decimal digit, nil for every other byte.
    @inlinable package var decimalValue: Int? { isDecimalDigit ? Int(self &- 0x30) : nil }

    /// The value of an ASCII hexadecimal digit of either case, nil for every other byte.
    @inlinable package var hexadecimalValue: Int? {
        if isDecimalDigit { return Int(self &- 0x30) }
        let letter = (self | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? Int(letter) + 10 : nil
    }

    /// Returns the lower-case hexadecimal digit of a value below 16.
    @inlinable
    package static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
