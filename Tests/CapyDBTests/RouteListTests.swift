import Emulation
import HTTP
import Sandboxes
import Testing
import UnderstudyTesting

@Suite struct RouteListTests {
    @Test func `the routes are the ones that were looked at`() throws {
        let service = try #require(AnyService.all.first { $0.name == "capydb" })
        let text =
            "public\n" + lines(service.contracts[0]) + "\ndashboard, below /_understudy/capydb\n"
            + lines(service.dashboard)
        #expect(Golden.difference(of: text, from: "capydb-routes.txt") == nil)
    }

    private func lines(_ contract: AnyContract) -> String {
        contract.routes.map { "\($0.route.method.rawValue) \($0.route.pattern) \($0.route.name)\n" }.joined()
    }
}
