import CapyDB
internal import Emulation
internal import HTTP
import Testing
import UnderstudyTesting

@Suite struct RouteListTests {
    @Test func `the routes are the ones that were looked at`() {
        let text =
            "public\n" + lines(CapyDBService.routes) + "\ndashboard, below /_understudy/capydb\n"
            + lines(CapyDBService.dashboard)
        #expect(Golden.difference(of: text, from: "capydb-routes.txt") == nil)
    }

    private func lines<Operation>(_ table: RouteTable<Operation>) -> String {
        table.routes.map { "\($0.method.rawValue) \($0.pattern) \($0.name)\n" }.joined()
    }
}
