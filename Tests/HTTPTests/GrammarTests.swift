import Bytes
import Testing

@testable import HTTP

/// The bit sets of `UInt8+Grammar` against the characters as the RFCs spell them out.
struct GrammarTests {
    private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    private static let digits = "0123456789"
    private static let visible = String(decoding: Array(UInt8(0x21)...0x7E), as: UTF8.self)

    private static func bytes(where isIn: (UInt8) -> Bool) -> [UInt8] {
        (UInt8.min...UInt8.max).filter(isIn)
    }

    @Test func `tokens are of tchar`() {
        let expected = Set(("!#$%&'*+-.^_`|~" + Self.letters + Self.digits).utf8).sorted()
        #expect(Self.bytes(where: \.isToken) == expected)
    }

    @Test func `unreserved characters are those of URIs`() {
        #expect(Self.bytes(where: \.isUnreserved) == Set(("-._~" + Self.letters + Self.digits).utf8).sorted())
    }

    @Test func `registered names are of unreserved, sub-delims and escapes`() {
        let expected = Set(("-._~!$&'()*+,;=%" + Self.letters + Self.digits).utf8).sorted()
        #expect(Self.bytes(where: \.isRegisteredName) == expected)
    }

    @Test func `targets are of visible ASCII without the fragment's mark`() {
        #expect(Self.bytes(where: \.isTarget) == Self.visible.utf8.filter { $0 != UInt8(ascii: "#") })
    }

    @Test func `field values are of everything but controls`() {
        #expect(Self.bytes(where: \.isFieldValue) == [9] + Array(0x20...0x7E) + Array(0x80...0xFF))
    }

    @Test func `whitespace is space and tab`() {
        #expect(Self.bytes(where: \.isOptionalWhitespace) == [9, 32])
    }

    @Test func `digits have the values that the standard library gives them`() {
        for byte in UInt8.min...UInt8.max {
            let character = Character(Unicode.Scalar(byte))
            #expect(byte.hexadecimalValue == (byte < 128 ? character.hexDigitValue : nil))
            #expect(byte.decimalValue == (byte < 128 && character.isNumber ? character.wholeNumberValue : nil))
        }
    }

    @Test func `only ASCII capitals become small`() {
        for byte in UInt8.min...UInt8.max {
            let isCapital = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
            #expect(byte.asciiLowercase == (isCapital ? byte + 32 : byte))
        }
    }
}
