import Emulation
import Testing

struct ClosestMatchTests {
    private static let known = ["id", "email", "name", "plans", "organization_id", "created_at"]

    @Test(arguments: [
        ("emial", "email"), ("Email", "email"), ("e-mail", "email"), ("nam", "name"),
        ("names", "name"),
        ("organisation_id", "organization_id"), ("organizationid", "organization_id"),
        ("createdAt", "created_at"),
        ("plan", "plans"), ("idd", "id"),
    ])
    func `a slip finds the word that was meant`(word: String, nearest: String) {
        #expect(ClosestMatch.nearest(to: word, among: Self.known) == nearest)
    }

    @Test(arguments: [
        ("advance", "advance_seconds"), ("delay", "delay_ms"), ("delay_seconds", "delay_ms"),
        ("truncate", "truncate_after_bytes"), ("status_code", "status"), ("at", nil),
        ("at_one", nil),
        ("jit", "jitter_ms"), ("ji", nil),
    ])
    func `a start of one word, or its first part, finds it`(word: String, nearest: String?) {
        let known = [
            "advance_seconds", "delay_ms", "jitter_ms", "truncate_after_bytes", "status",
            "at_least",
            "at_most",
        ]
        #expect(ClosestMatch.nearest(to: word, among: known) == nearest)
    }

    @Test(arguments: [
        "", "x", "zz", "password", "quite_another_word", "é", String(repeating: "x", count: 300),
        String(repeating: "long", count: 5000),
    ])
    func `a word that is far from all of them finds none`(word: String) {
        #expect(ClosestMatch.nearest(to: word, among: Self.known) == nil)
    }

    @Test func `of equally near words the first is returned, and of no words nil`() {
        #expect(ClosestMatch.nearest(to: "cat", among: ["car", "can"]) == "car")
        #expect(ClosestMatch.nearest(to: "cat", among: []) == nil)
    }
}
