import Cavos
import Emulation
import Testing

struct CavosRefusalTests {
    @Test(arguments: CavosRefusal.allCases)
    func `a refusal has a status of its kind and a sentence`(kind: CavosRefusal) {
        #expect([400, 401, 403, 404, 405, 429, 500].contains(kind.status))
        #expect(!kind.message.isBlank)
        #expect(kind.message.trimmed == kind.message)
    }

    @Test func `no two refusals look alike on the wire`() {
        #expect(Set(CavosRefusal.allCases.map { "\($0.status) \($0.message)" }).count == CavosRefusal.allCases.count)
    }

    @Test func `what the page documents is marked so`() {
        let documented = CavosRefusal.allCases.filter { $0.basis == .documented }
        #expect(documented == [.unknownKey, .foreignOrganization, .appLimitReached])
    }
}
