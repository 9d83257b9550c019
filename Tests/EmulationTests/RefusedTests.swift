import Emulation
import Testing

struct RefusedTests {
    private enum Kind: Refusal {
        case plain, subject, ends, backwards, open
        case notFound, methodNotAllowed, tooManyRequests, internalError

        var status: Int { 400 }
        var basis: Basis { .assumed }
        var message: String {
            switch self {
            case .plain: "It is wrong"
            case .subject: "Scope <scope> is missing"
            case .ends: "<what> <else>"
            case .backwards: "a > b is wrong for <scope>"
            case .open: "a < b"
            default: "…"
            }
        }
    }

    @Test(
        arguments: [
            (Kind.plain, nil, "It is wrong"), (.plain, "x", "It is wrong"), (.subject, nil, "Scope <scope> is missing"),
            (.subject, "db:read", "Scope db:read is missing"), (.subject, "", "Scope  is missing"),
            (.subject, "<a> > \u{301}", "Scope <a> > \u{301} is missing"), (.ends, "x", "x <else>"),
            (.backwards, "x", "a > b is wrong for x"), (.open, "x", "a < b"),
        ] as [(Kind, String?, String)])
    private func `the subject takes the place of the part in angle brackets`(
        kind: Kind, subject: String?, message: String
    ) {
        #expect(Refused(kind, about: subject).message == message)
    }
}
