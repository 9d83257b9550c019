import Emulation
import Testing

struct RefusedTests {
    @Test(
        arguments: [
            ("It is wrong", nil, "It is wrong"), ("It is wrong", "x", "It is wrong"),
            ("Scope <scope> is missing", nil, "Scope <scope> is missing"),
            ("Scope <scope> is missing", "db:read", "Scope db:read is missing"),
            ("Scope <scope> is missing", "", "Scope  is missing"),
            ("Scope <scope> is missing", "<a> > \u{301}", "Scope <a> > \u{301} is missing"),
            ("<what> <else>", "x", "x"), ("a > b is wrong for <scope>", "x", "a > b is wrong for x"),
            ("a < b", "x", "a < b"),
        ] as [(String, String?, String)])
    func `the subject replaces the part in angle brackets`(sentence: String, subject: String?, message: String) {
        #expect(Refused(Refusal("test", 400, sentence, .assumed), about: subject).message == message)
    }
}
