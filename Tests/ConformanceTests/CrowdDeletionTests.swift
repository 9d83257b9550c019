import Capgo
import Emulation
import HTTP
import JSON
import Sandboxes
import Testing
import Understudy
import UnderstudyTesting

/// The deletion of a Capgo organization with very many members, and other requests in between.
@Suite struct CrowdDeletionTests {
    private static let path = "/_understudy/capgo/organizations"

    @Test(arguments: [
        Wire("DELETE \(path)/\(LargeWorld.organization)"),
        Wire(
            "DELETE /organization/", ["authorization: ada_all", "Content-Type: application/json"],
            body: #"{"orgId":"\#(LargeWorld.organization)"}"#),
    ])
    func `others find the organization with all its members, or not at all`(deletion: Wire) {
        let turns = Turns(memberCount: 2500)
        var status: Int?
        turns.client.send(deletion) { status = $0.response.status }
        var turnCount = 1
        while !turns.isOver {
            #expect(status == nil)
            for key in ["ada_all", "first", "last"] {
                #expect(
                    turns.organizations(of: key) == [LargeWorld.organization, "other"],
                    "\(key) in turn \(turnCount)")
            }
            #expect(turns.client.sandbox.world.checkIndexes() == [])
            turns.runOne()
            turnCount += 1
        }
        #expect(status == 200)
        #expect(turnCount > 2)
        for key in ["ada_all", "first", "last"] {
            #expect(turns.organizations(of: key) == ["other"])
        }
        #expect(turns.client.sandbox.world.checkIndexes() == [])
    }

    @Test func `a change of the members in between is part of what is deleted`() {
        let turns = Turns(memberCount: 2500)
        var status: Int?
        turns.client.send(Wire("DELETE \(Self.path)/\(LargeWorld.organization)")) {
            status = $0.response.status
        }
        let member = "/organization/members/"
        let body = #"{"orgId":"\#(LargeWorld.organization)","email":"user1@example.com""#
        #expect(turns.send("DELETE \(member)", body + "}").status == 200)
        #expect(turns.organizations(of: "first") == ["other"])
        #expect(turns.client.sandbox.world.checkIndexes() == [])
        turns.runOne()
        #expect(turns.send("POST \(member)", body + #","invite_type":"read"}"#).status == 200)
        #expect(
            turns.client.control(
                "POST \(Self.path)/\(LargeWorld.organization)/members/\(LargeWorld.uuid(1))/accept"
            )
            .status == 200)
        #expect(turns.organizations(of: "first") == [LargeWorld.organization, "other"])
        while !turns.isOver { turns.runOne() }
        #expect(status == 200)
        for key in ["ada_all", "first", "last"] {
            #expect(turns.organizations(of: key) == ["other"])
        }
        #expect(turns.client.sandbox.world.checkIndexes() == [])
    }

    @Test func `a second one is deleted meanwhile`() {
        let turns = Turns(memberCount: 2500)
        var statuses: [Int] = []
        for id in [LargeWorld.organization, "other"] {
            turns.client.send(Wire("DELETE \(Self.path)/\(id)")) {
                statuses.append($0.response.status)
            }
            #expect(turns.client.sandbox.world.checkIndexes() == [])
        }
        #expect(statuses == [200])
        #expect(turns.organizations(of: "last") == [LargeWorld.organization])
        while !turns.isOver { turns.runOne() }
        #expect(statuses == [200, 200])
        #expect(turns.organizations(of: "last") == [])
        #expect(turns.client.sandbox.world.checkIndexes() == [])
    }

    @Test func `a deletion that is refused in between changes nothing that others see`() {
        let turns = Turns(memberCount: 2500)
        var status: Int?
        let deletion = #"{"orgId":"\#(LargeWorld.organization)"}"#
        turns.client.send(
            Wire("DELETE /organization/", ["authorization: second"], body: deletion)
        ) { status = $0.response.status }
        let body = #"{"orgId":"\#(LargeWorld.organization)","email":"user2@example.com"}"#
        turns.runOne()
        #expect(turns.send("DELETE /organization/members/", body).status == 200)
        while !turns.isOver { turns.runOne() }
        #expect(status == 404)
        for key in ["ada_all", "first", "last"] {
            #expect(turns.organizations(of: key) == [LargeWorld.organization, "other"])
        }
        #expect(turns.client.sandbox.world.checkIndexes() == [])
    }
}

/// A world with an organization of very many members, whose loop the test steps.
private final class Turns {
    let client: InProcessClient
    private var later: [() -> Void] = []

    var isOver: Bool { later.isEmpty }

    init(memberCount: Int) {
        let time = Timestamp(milliseconds: 1_770_000_000_000)
        client = InProcessClient(
            sandbox: Sandbox(
                world: LargeWorld.makeCrowd(memberCount), identifiers: IdentifierSource(seed: 1),
                clock: SandboxClock(frozenAt: time)), time: time)
        client.gateway.runLater = { [unowned self] in later.append($0) }
    }

    func runOne() {
        if isOver {
            Issue.record("the deletion was over before this turn")
        } else {
            later.removeFirst()()
        }
    }

    func send(_ line: String, _ body: String) -> Reply {
        client.send(line, ["authorization: ada_all", "Content-Type: application/json"], body: body)
    }

    /// The ids of the organizations that a key's user sees.
    func organizations(of key: String) -> [String] {
        client.send("GET /organization/", ["authorization: \(key)"]).json["data"]?.array?
            .compactMap { $0["id"]?.string } ?? []
    }
}
