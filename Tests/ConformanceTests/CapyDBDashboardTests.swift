internal import JSON
import Testing
import UnderstudyTesting

@Suite struct CapyDBDashboardTests {
    private let base = CapyDBWorld.acts
    private let ours = CapyDBWorld.acts + "/organizations/org_ours"
    private let bearer = CapyDBWorld.bearer

    @Test func `an organization is made, listed first and deleted with all that is its own`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let before = client.rows
        let made = client.control(
            "POST \(base)/organizations", body: #"{"name":" New & Co. ","user":"grace@example.com"}"#)
        let id = try #require(made.json["organization"]?["id"]?.string)
        #expect(made.status == 201)
        #expect(made.json["organization"]?["slug"] == "new-co")
        let listed = client.control("GET \(base)/organizations").json["organizations"]?.array
        #expect(listed?.map { $0["id"]?.string } == [id, "org_rated", "org_theirs", "org_ours", "org_nobodys"])

        let new = "\(base)/organizations/\(id)"
        let project = client.control("POST \(new)/projects", body: #"{"name":"P","environment":"non_production"}"#)
        let projectID = try #require(project.json["project"]?["id"]?.string)
        #expect(project.json["project"]?["always_on"] == false)
        let body = #"{"name":"k","scopes":["projects:read"],"project_id":"\#(projectID)"}"#
        let key = try #require(client.control("POST \(new)/api-keys", body: body).json["plaintext_api_key"]?.string)
        let session = client.control("POST \(new)/sessions", body: #"{"user":"grace@example.com"}"#)
        let token = try #require(session.json["session"]?["token"]?.string)
        let login = client.send("POST /v1/cli/login/sessions").json["session_id"]?.string ?? ""
        let approval = #"{"user":"grace@example.com","organization_id":"\#(id)"}"#
        #expect(client.control("POST \(base)/device-logins/\(login)/approve", body: approval).status == 200)
        #expect(client.send("GET /v1/projects/\(projectID)", bearer(key)).status == 200)
        #expect(client.send("GET /v1/projects/\(projectID)", bearer(token)).status == 200)

        #expect(client.control("DELETE \(new)").description == #"200 {"deleted":true}"#)
        #expect(client.send("GET /v1/me", bearer(key)).status == 401)
        #expect(client.send("GET /v1/me", bearer(token)).status == 401)
        #expect(client.rows == before)
    }

    @Test func `without an admin the first user of the world is the admin`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let made = client.control("POST \(base)/organizations", body: #"{"name":"New","slug":"own"}"#)
        let id = try #require(made.json["organization"]?["id"]?.string)
        #expect(made.json["organization"]?["slug"] == "own")
        let member =
            #"{"created_at":"2026-02-13T12:00:00Z","email":"ada@example.com","organization_id":"\#(id)","role":"admin","user_id":"\#(CapyDBWorld.ada)"}"#
        #expect(client.control("GET \(base)/organizations/\(id)/members").body == #"{"members":[\#(member)]}"#)
    }

    @Test func `a change of role counts from the next request on`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let create = CapyDBRows.create(CapyDBRows.fields(), as: CapyDBWorld.memberSession)
        #expect(client.send(create).status == 403)
        let changed = client.control("PATCH \(ours)/members/grace@example.com", body: #"{"role":"admin"}"#)
        #expect(changed.json["member"]?["role"] == "admin")
        #expect(client.send(create).status == 201)
        _ = client.control("PATCH \(ours)/members/\(CapyDBWorld.grace)", body: #"{"role":"member"}"#)
        #expect(client.send(create).status == 403)
    }

    @Test func `a member is added, signs in, and loses the sessions when removed`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let added = client.control("POST \(ours)/members", body: #"{"user":"mallory@example.com"}"#)
        #expect(added.status == 201)
        #expect(added.json["member"]?["role"] == "member")
        let session = client.control("POST \(ours)/sessions", body: #"{"user":"mallory@example.com"}"#)
        let token = try #require(session.json["session"]?["token"]?.string)
        #expect(client.send("GET \(CapyDBWorld.keys)", bearer(token)).status == 200)
        let removed = client.control("DELETE \(ours)/members/mallory@example.com")
        #expect(removed.description == #"200 {"removed":true}"#)
        #expect(client.send("GET \(CapyDBWorld.keys)", bearer(token)).status == 401)
        #expect(client.send("GET /v1/me", bearer(CapyDBWorld.foreignSession)).status == 200)
    }

    @Test func `a project goes with its keys and leaves the others`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        #expect(client.control("DELETE \(ours)/projects/prj_one").description == #"200 {"deleted":true}"#)
        #expect(client.send("GET /v1/me", bearer(CapyDBWorld.projectKey)).status == 401)
        let left = client.control("GET \(ours)/projects").json["projects"]?.array
        #expect(left?.map { $0["id"]?.string } == ["prj_two"])
        #expect(client.send("GET /v1/me", bearer(CapyDBWorld.allKey)).status == 200)
    }

    @Test func `a key is made, listed as the API lists it, and revoked`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let made = client.control("POST \(ours)/api-keys", body: #"{"name":"k","scopes":["api_keys:read"]}"#)
        let key = try #require(made.json["api_key"])
        #expect(made.status == 201)
        #expect(key["source"] == "dashboard")
        #expect(key["created_by_user_id"] == nil)
        let token = try #require(made.json["plaintext_api_key"]?.string)
        let listed = client.send("GET \(CapyDBWorld.keys)", bearer(token))
        #expect(client.control("GET \(ours)/api-keys").body == listed.body)
        let id = try #require(key["id"]?.string)
        #expect(client.control("DELETE \(ours)/api-keys/\(id)").description == #"200 {"revoked":true}"#)
        #expect(client.send("GET /v1/me", bearer(token)).status == 401)
    }
}
