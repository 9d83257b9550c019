import Capgo
import Emulation
import HTTP
import Sandboxes
import Testing
import Understudy
import UnderstudyTesting

/// Deletions that take several turns of the loop, and what other requests do in between.
@Suite struct LongDeletionTests {
    @Test func `a restore between two turns keeps the position of its stream of ids`() throws {
        let time = Timestamp(milliseconds: 1_770_000_000_000)
        let sandbox = Sandbox(
            world: LargeWorld.makeCavos(1500), identifiers: IdentifierSource(seed: 1),
            clock: SandboxClock(frozenAt: time))
        let client = InProcessClient(sandbox: sandbox, time: time)
        var later: [() -> Void] = []
        client.gateway.runLater = { later.append($0) }
        let organizations = "/_understudy/cavos/organizations"
        #expect(client.control("POST /_understudy/snapshots", body: #"{"name":"one"}"#).status == 201)
        let stream = sandbox.world.identifiers
        #expect(client.control("POST \(organizations)", body: #"{"name":"x"}"#).status == 201)
        #expect(sandbox.world.identifiers != stream)
        var status = 0
        client.send(Wire("DELETE \(organizations)/\(LargeWorld.organization)")) {
            status = $0.response.status
        }
        #expect(!later.isEmpty)
        #expect(client.control("POST /_understudy/snapshots/one/restore").status == 200)
        while !later.isEmpty { later.removeFirst()() }
        #expect(status == 200)
        #expect(sandbox.world.identifiers == stream)
    }

    @Test(arguments: (WorkBudget.rowsPerTurn - 3)...(WorkBudget.rowsPerTurn + 2))
    func `a deletion that fills a turn exactly is answered as any other`(rowCount: Int) throws {
        let time = Timestamp(milliseconds: 1_770_000_000_000)
        var world = LargeWorld.makeCapgo(2)
        for number in 0..<rowCount {
            var bundle = Capgo.Bundle()
            bundle.id = number + 1
            bundle.appID = LargeWorld.app
            bundle.name = "1.0.\(number)"
            world.capgo.bundles.load(bundle)
        }
        let sandbox = Sandbox(
            world: world, identifiers: IdentifierSource(seed: 1),
            clock: SandboxClock(frozenAt: time))
        let client = InProcessClient(sandbox: sandbox, time: time)
        let reply = client.send("DELETE /app/\(LargeWorld.app)", ["authorization: ada_all"])
        #expect(reply.description == #"200 {"status":"ok"}"#)
        #expect(sandbox.world.capgo.apps.count == 0)
        #expect(sandbox.world.capgo.bundles.count == 0)
    }
}
