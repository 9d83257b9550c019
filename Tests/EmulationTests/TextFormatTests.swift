import Emulation
import Testing

struct TextFormatTests {
    @Test(arguments: [
        "7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01", "7D0F3A52-5C1E-4D7E-9A55-2F6C1B0E8A01",
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ])
    func `a UUID of any version and case is one`(text: String) {
        #expect(TextFormat.isUUID(text))
    }

    @Test(arguments: [
        "", "7d0f3a525c1e4d7e9a552f6c1b0e8a01", "7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a0", "{7d0f3a52}",
        "7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a011", "7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a0g",
        "7d0f3a52 5c1e 4d7e 9a55 2f6c1b0e8a01", "-7d0f3a5-5c1e-4d7e-9a55-2f6c1b0e8a01",
        "7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8é", "７d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a",
        "------------------------------------",
    ])
    func `what is written otherwise is no UUID`(text: String) {
        #expect(!TextFormat.isUUID(text))
    }

    @Test(arguments: ["ada@example.com", "a@b.c", "a+b@sub.example.com", "é@exämple.com", "\"x\"@example.com"])
    func `something, a sign and a name with a dot inside is an e-mail address`(text: String) {
        #expect(TextFormat.isEmail(text))
        #expect(TextFormat.isInternetEmail(text))
    }

    @Test(arguments: ["admin@localhost", "ada@example"])
    func `a name without a dot is a domain, but not one of the Internet`(text: String) {
        #expect(TextFormat.isEmail(text))
        #expect(!TextFormat.isInternetEmail(text))
    }

    @Test(arguments: [
        "", "@", "ada", "ada@", "@example.com", "ada@.com", "ada@example.", "ada@example..com",
        "ada@@example.com", "a@b@example.com", "ada @example.com", " ada@example.com", "ada@example.com\n",
        "ada@exa\u{7F}mple.com", "ada@example.com\u{0}",
    ])
    func `what lacks one of these is no e-mail address`(text: String) {
        #expect(!TextFormat.isEmail(text))
        #expect(!TextFormat.isInternetEmail(text))
    }
}
