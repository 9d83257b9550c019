import Emulation
import Testing

struct WhiteSpaceTests {
    /// All that ECMA-262 trims (sections 12.2 and 12.3).
    private static let trimmed: [UInt32] =
        [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF]
        + Array(0x2000...0x200A)

    @Test func `exactly the white space of ECMAScript is trimmed`() {
        for value: UInt32 in 0...0xFFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = String(Character(scalar))
            #expect(text.isBlank == Self.trimmed.contains(value), "U+\(String(value, radix: 16))")
        }
    }

    @Test(arguments: [
        ("", ""), ("a", "a"), (" a ", "a"), ("a b", "a b"), ("\t\u{FEFF} a\u{3000}b \r\n", "a\u{3000}b"), (" \n ", ""),
        ("\u{0}a", "\u{0}a"), ("\u{200B}a", "\u{200B}a"), ("\u{85}a", "\u{85}a"), ("a\r\n", "a"),
        (" \u{301}a", "\u{301}a"),
    ])
    func `both ends are trimmed and the inside stays`(text: String, trimmed: String) {
        #expect(Array(text.trimmed.unicodeScalars) == Array(trimmed.unicodeScalars))
    }

    @Test func `nothing is blank`() {
        #expect("".isBlank)
        #expect("  ".isBlank)
        #expect(!" a ".isBlank)
    }
}
