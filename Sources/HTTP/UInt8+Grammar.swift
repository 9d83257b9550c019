/// The character classes of HTTP's grammar, each a bit set over ASCII.
///
/// The parser tests every byte of every head, so a test is one shift; the tests list the sets.
extension UInt8 {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20

    /// Whether a token (a method or field name) may have the byte (RFC 9110, section 5.6.2).
    var isToken: Bool { isIn(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE) }

    /// Whether the byte is a URI's `unreserved` character (RFC 3986, section 2.3).
    var isUnreserved: Bool { isIn(low: 0x03FF_6000_0000_0000, high: 0x47FF_FFFE_87FF_FFFE) }

    /// Whether a `reg-name` may have the byte, including `%` (RFC 3986, section 3.2.2).
    var isRegisteredName: Bool { isIn(low: 0x2BFF_7FF2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE) }

    /// Whether a request target may have the byte: visible ASCII except `#`.
    ///
    /// RFC 3986 allows fewer, but clients send `[`, `|` or `"` unescaped and the real services
    /// accept them.
    var isTarget: Bool { self > 0x20 && self < 0x7F && self != UInt8(ascii: "#") }

    /// Whether a field value may have the byte: no control but HTAB (RFC 9110, section 5.5).
    var isFieldValue: Bool { self >= 0x20 && self != 0x7F || self == .tab }

    /// Whether the byte is optional whitespace (RFC 9110, section 5.6.3).
    var isOptionalWhitespace: Bool { self == .space || self == .tab }

    /// The byte, with an ASCII capital converted to lower case.
    var asciiLowercase: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }

    private func isIn(low: UInt64, high: UInt64) -> Bool {
        self < 128 && ((self < 64 ? low : high) &>> UInt64(self & 63)) & 1 == 1
    }
}
