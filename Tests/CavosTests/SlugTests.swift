import Testing

@testable import Cavos

struct SlugTests {
    @Test(arguments: [
        ("Lantern Labs", "lantern-labs"), ("Moth & Relay, Ltd.", "moth-relay-ltd"), ("  x  ", "x"), ("A--B", "a-b"),
        ("007", "007"), ("日本", "organization"), ("-", "organization"), ("Café 2", "caf-2"), ("ÄB", "b"),
    ])
    func `a slug is the lower-case ASCII letters and digits of a name with single hyphens between`(
        name: String, slug: String
    ) {
        #expect(CavosState.slug(for: name) == slug)
    }
}
