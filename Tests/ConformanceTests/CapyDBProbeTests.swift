import Testing
import UnderstudyTesting

/// Looks over the fences between organizations and between projects.
@Suite struct CapyDBProbeTests {
    /// A request about something of others, and the same about something that is not there.
    struct Probe: Sendable, CustomStringConvertible {
        let description: String
        let foreign: Wire
        let unknown: Wire

        init(_ name: String, _ foreign: Wire, _ unknown: Wire) {
            description = name
            self.foreign = foreign
            self.unknown = unknown
        }
    }

    private static let outsiders = [
        CapyDBWorld.allKey, CapyDBWorld.projectKey, CapyDBWorld.adminSession, CapyDBWorld.memberSession,
    ]

    private static let probes: [Probe] = [
        Probe("a project", wire("GET /v1/projects/prj_theirs"), wire("GET /v1/projects/prj_none")),
        Probe("a key", wire("DELETE \(CapyDBWorld.keys)/key_theirs"), wire("DELETE \(CapyDBWorld.keys)/key_none")),
        Probe(
            "a key's project",
            wire("POST \(CapyDBWorld.keys)", CapyDBRows.fields(#","project_id":"prj_theirs""#)),
            wire("POST \(CapyDBWorld.keys)", CapyDBRows.fields(#","project_id":"prj_none""#))),
    ]

    private static func wire(_ line: String, _ body: String = "") -> Wire { Wire(line, body: body) }

    private func send(_ wire: Wire, as token: String, _ client: InProcessClient) -> Reply {
        client.send(wire.line, CapyDBWorld.bearer(token), body: wire.body)
    }

    @Test(arguments: Self.probes, Self.outsiders)
    func `what is others' is answered as what is not there`(probe: Probe, token: String) throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let before = client.world
        #expect(send(probe.foreign, as: token, client) == send(probe.unknown, as: token, client))
        #expect(client.world == before)
    }

    private static let organizationRequests: [Wire] = [
        wire("GET /v1/organizations/org_theirs/api-keys"),
        wire("POST /v1/organizations/org_theirs/api-keys", CapyDBRows.fields()),
        wire("DELETE /v1/organizations/org_theirs/api-keys/key_theirs"),
        wire("DELETE /v1/organizations/org_theirs/api-keys/key_none"),
        wire("DELETE /v1/organizations/org_theirs/api-keys/key_all"),
        wire("GET /v1/organizations/org_theirs"),
        wire("PATCH /v1/organizations/org_theirs", #"{"name":"Taken"}"#),
        wire("PATCH /v1/organizations/org_theirs", "x"),
    ]

    @Test(arguments: Self.organizationRequests, Self.outsiders)
    func `another organization is forbidden, whatever is asked of it`(wire: Wire, token: String) throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let before = client.world
        #expect(send(wire, as: token, client).description == #"403 {"error":"forbidden"}"#)
        #expect(client.world == before)
    }

    @Test func `a key of a project does not see the project beside its own`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let beside = send(Self.wire("GET /v1/projects/prj_two"), as: CapyDBWorld.projectKey, client)
        #expect(beside == send(Self.wire("GET /v1/projects/prj_none"), as: CapyDBWorld.projectKey, client))
        let list = send(Self.wire("GET /v1/projects"), as: CapyDBWorld.projectKey, client)
        #expect(!list.body.contains("prj_two"))
    }

    @Test(arguments: [CapyDBWorld.allKey, CapyDBWorld.adminSession])
    func `no list has entries of others`(token: String) throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        for path in ["/v1/me", "/v1/projects", CapyDBWorld.keys, "/v1/organizations/org_ours"] {
            let reply = client.send("GET \(path)", CapyDBWorld.bearer(token))
            #expect(reply.status == 200)
            #expect(!reply.body.lowercased().contains("theirs"))
        }
    }

    @Test func `a session is good for its own organization only`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let reply = client.send("GET \(CapyDBWorld.keys)", CapyDBWorld.bearer(CapyDBWorld.foreignSession))
        #expect(reply.description == #"403 {"error":"forbidden"}"#)
    }
}
