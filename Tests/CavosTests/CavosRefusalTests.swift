import Emulation
import Testing
import UnderstudyTesting

struct CavosRefusalTests {
    private let all = RefusalCoverage.declared("cavos")

    @Test func `a refusal has a status of its kind and a sentence`() {
        #expect(all.count == 20)
        for refusal in all {
            #expect([400, 401, 403, 404, 405, 429, 500].contains(refusal.status))
            #expect(!refusal.message.isBlank)
            #expect(refusal.message.trimmed == refusal.message)
        }
    }

    @Test func `no two refusals look alike on the wire`() {
        #expect(Set(all.map { "\($0.status) \($0.message)" }).count == all.count)
        #expect(Set(all.map(\.name)).count == all.count)
    }

    @Test func `what the page documents is marked so`() {
        let documented = all.filter { $0.basis == .documented }.map(\.name)
        #expect(documented.sorted() == ["appLimitReached", "foreignOrganization", "unknownKey"])
    }
}
