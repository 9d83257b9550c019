internal import JSON
import Testing
import UnderstudyTesting

@Suite struct CapyDBNeighbourTests {
    private let bearer = CapyDBWorld.bearer
    private let ours =
        #"{"billing_plan":"launch","billing_provider":"none","billing_status":"active","created_at":"2026-01-01T00:00:00Z","id":"org_ours","name":"Ours","slug":"ours","updated_at":"2026-01-01T00:00:00Z"}"#

    @Test func `me tells a key its organization and scopes`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let reply = client.send("GET /v1/me", bearer(CapyDBWorld.jobsKey))
        let principal =
            #"{"auth_source":"api_key","is_admin":false,"scopes":["jobs:read"],"organization_id":"org_ours"}"#
        #expect(reply.description == #"200 {"organization":\#(ours),"principal":\#(principal)}"#)
    }

    @Test func `me tells a person the user too`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let admin = client.send("GET /v1/me", bearer(CapyDBWorld.adminSession)).json["principal"]
        let principal =
            #"{"auth_source":"clerk_session","is_admin":false,"scopes":["*"],"organization_id":"org_ours","user_id":"\#(CapyDBWorld.ada)"}"#
        #expect(admin?.text == principal)
        let member = client.send("GET /v1/me", bearer(CapyDBWorld.memberSession)).json["principal"]
        let scopes = member?["scopes"]?.array?.compactMap(\.string) ?? []
        #expect(scopes.count == 7)
        #expect(scopes.allSatisfy { $0.hasSuffix(":read") })
    }

    @Test(arguments: [
        CapyDBWorld.allKey, CapyDBWorld.projectKey, CapyDBWorld.adminSession, CapyDBWorld.memberSession,
    ])
    func `an organization is shown to all who may read it`(token: String) throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let reply = client.send("GET /v1/organizations/org_ours", bearer(token))
        #expect(reply.description == #"200 {"organization":\#(ours)}"#)
    }

    @Test func `an organization's name and slug are changed apart`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        client.advance(seconds: 60)
        let line = "PATCH /v1/organizations/org_ours"
        let named = client.send(line, bearer(CapyDBWorld.allKey), body: #"{"name":" New "}"#)
        let expected = ours.replacing(#""name":"Ours""#, with: #""name":"New""#)
            .replacing(#""updated_at":"2026-01-01T00:00:00Z""#, with: #""updated_at":"2026-02-13T12:01:00Z""#)
        #expect(named.description == #"200 {"organization":\#(expected)}"#)
        let slugged = client.send(line, bearer(CapyDBWorld.adminSession), body: #"{"slug":"new","name":null}"#)
        #expect(slugged.json["organization"]?["slug"] == "new")
        #expect(slugged.json["organization"]?["name"] == "New")
    }

    @Test func `an organization may be given its own slug again, and one that another had`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        func patch(_ token: String, _ organization: String, _ slug: String) -> Int {
            let line = "PATCH /v1/organizations/\(organization)"
            return client.send(line, bearer(token), body: #"{"slug":"\#(slug)"}"#).status
        }
        #expect(patch(CapyDBWorld.allKey, "org_ours", "ours") == 200)
        #expect(patch(CapyDBWorld.foreignKey, "org_theirs", "ours") == 409)
        #expect(patch(CapyDBWorld.allKey, "org_ours", "a-1-b") == 200)
        #expect(patch(CapyDBWorld.foreignKey, "org_theirs", "ours") == 200)
        #expect(patch(CapyDBWorld.allKey, "org_ours", "ours") == 409)
    }

    @Test func `organizations of one name have slugs of their own`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let slugs = (0..<6).map { _ in
            client.control("POST \(CapyDBWorld.acts)/organizations", body: #"{"name":"Ours"}"#)
                .json["organization"]?["slug"]?.string
        }
        #expect(slugs == ["ours-2", "ours-3", "ours-4", "ours-5", "ours-6", "ours-7"])
    }

    @Test func `a project that is not ready has no version and no status`() throws {
        let seed = CapyDBWorld.seed.replacing(#""name":"One","#, with: #""name":"One","state":"provisioning","#)
        let client = try InProcessClient(seed: seed)
        let reply = client.send("GET /v1/projects/prj_one", bearer(CapyDBWorld.projectKey))
        #expect(reply.body.contains(#""pooled_port":6432,"region":"eu-north-1","role_name":"one_owner","slug":"one""#))
        #expect(reply.body.contains(#""state":"provisioning""#))
    }

    @Test func `a change of nothing changes nothing`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let before = client.world
        let reply = client.send("PATCH /v1/organizations/org_ours", bearer(CapyDBWorld.allKey), body: "{}")
        #expect(reply.description == #"200 {"organization":\#(ours)}"#)
        #expect(client.world == before)
    }

    @Test(arguments: [
        (CapyDBWorld.allKey, ["prj_two", "prj_one"]), (CapyDBWorld.memberSession, ["prj_two", "prj_one"]),
        (CapyDBWorld.projectKey, ["prj_one"]), (CapyDBWorld.foreignKey, ["prj_theirs"]), (CapyDBWorld.ratedKey, []),
    ])
    func `each caller sees its own projects`(token: String, expected: [String]) throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let reply = client.send("GET /v1/projects", bearer(token))
        #expect(reply.json["projects"]?.array?.map { $0["id"]?.string } == expected)
        for id in expected { #expect(client.send("GET /v1/projects/\(id)", bearer(token)).status == 200) }
    }

    @Test func `a project has all that its clients require`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let reply = client.send("GET /v1/projects/prj_one", bearer(CapyDBWorld.projectKey))
        let shape =
            #"{"always_on":true,"created_at":"2026-01-01T00:00:00Z","database_name":"one","direct_port":5432,"environment":"production","id":"prj_one","idle_transaction_timeout":"60s","max_connections":100,"name":"One","organization_id":"org_ours","plan":"launch","pooled_port":6432,"postgres_version":"17","region":"eu-north-1","role_name":"one_owner","runtime_status":"running","slug":"one","state":"ready","statement_timeout":"60s","storage_limit_bytes":10737418240,"updated_at":"2026-01-01T00:00:00Z"}"#
        #expect(reply.description == #"200 {"project":\#(shape)}"#)
    }
}
