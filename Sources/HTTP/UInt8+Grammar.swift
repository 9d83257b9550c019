/// The character classes of HTTP's grammar, each a bit set over ASCII.
///
/// Every byte of every head passes through here, so a class costs one shift; the tests spell the sets out.
extension UInt8 {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20

    /// Whether the byte may stand in a token, which methods and field names are (RFC 9110, section 5.6.2).
    var isToken: Bool { isIn(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE) }

    /// Whether the byte is a URI's `unreserved` character (RFC 3986, section 2.3).
    var isUnreserved: Bool { isIn(low: 0x03FF_6000_0000_0000, high: 0x47FF_FFFE_87FF_FFFE) }

    /// Whether the byte may stand in a `reg-name` or starts an escape there (RFC 3986, section 3.2.2).
    var isRegisteredName: Bool { isIn(low: 0x2BFF_7FF2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE) }

    /// Whether the byte may stand in a request target: visible ASCII save `#`.
    ///
    /// RFC 3986 allows less, but clients send `[`, `|` or `"` unescaped and the emulated services let them.
    var isTarget: Bool { self > 0x20 && self < 0x7F && self != UInt8(ascii: "#") }

    /// Whether the byte may stand in a field value: no control character save HTAB (RFC 9110, section 5.5).
    var isFieldValue: Bool { self >= 0x20 && self != 0x7F || self == .tab }

    /// Whether the byte is optional whitespace (RFC 9110, section 5.6.3).
    var isOptionalWhitespace: Bool { self == .space || self == .tab }

    /// The value of a decimal digit, nil for every other byte.
    var decimalValue: Int? { self &- 0x30 < 10 ? Int(self &- 0x30) : nil }

    /// The value of a hexadecimal digit of either case, nil for every other byte.
    var hexadecimalValue: Int? {
        if let decimalValue { return decimalValue }
        let letter = (self | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? Int(letter) + 10 : nil
    }

    /// The byte with an ASCII capital made small.
    var asciiLowercase: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }

    private func isIn(low: UInt64, high: UInt64) -> Bool {
        self < 128 && ((self < 64 ? low : high) &>> UInt64(self & 63)) & 1 == 1
    }
}
