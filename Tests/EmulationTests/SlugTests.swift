internal import Emulation
import Testing

@Suite struct SlugTests {
    @Test(arguments: [
        ("My App", "my-app"), ("  Moth & Relay! ", "moth-relay"), ("a--b", "a-b"), ("Ünïcode 7", "n-code-7"),
        ("already-good", "already-good"), ("", nil), ("?!", nil),
    ])
    func `a name is made fit for a URL`(name: String, expected: String?) {
        #expect(name.slug == expected)
    }
}
