internal import JSON
import Testing
import UnderstudyTesting

@Suite struct CavosDashboardTests {
    private let base = "/_understudy/cavos"

    @Test(arguments: CavosDashboardRows.refusals)
    func `a refused act changes nothing`(row: ContractRow) throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let before = client.world
        #expect(row.differences(from: client.send(row.wire)) == [])
        #expect(client.world == before)
    }

    @Test func `a key's plaintext is shown once and opens the API`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let keys = "\(base)/organizations/\(CavosWorld.organization)/api-keys"
        let made = client.control("POST \(keys)", body: #"{"name":" CI Pipeline "}"#)
        let plaintext = try #require(made.json["plaintext"]?.string)
        let id = try #require(made.json["key"]?["id"]?.string)
        #expect(plaintext.wholeMatch(of: /cav_[A-Za-z0-9_-]{48}/) != nil)
        let prefix = plaintext.prefix(12)
        #expect(made.status == 201)
        #expect(
            made.body
                == #"{"key":{"id":"\#(id)","name":"CI Pipeline","key_prefix":"\#(prefix)","is_active":true,"created_at":"2026-02-13T12:00:00Z"},"plaintext":"\#(plaintext)"}"#
        )
        #expect(client.send(CavosRows.create(CavosRows.good, key: plaintext)).status == 201)
        let listed = client.control("GET \(keys)")
        #expect(!listed.body.contains(plaintext))
        let newest =
            #"{"keys":[{"id":"\#(id)","name":"CI Pipeline","key_prefix":"\#(prefix)","is_active":true,"last_used_at":"2026-02-13T12:00:00Z","created_at":"2026-02-13T12:00:00Z"},"#
        #expect(listed.body.hasPrefix(newest))
    }

    @Test func `a revoked key is refused at once and revoking it again is the same`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let key = "\(base)/organizations/\(CavosWorld.organization)/api-keys/\(CavosWorld.keyID)"
        #expect(client.control("DELETE \(key)").description == #"200 {"success":true}"#)
        #expect(client.send(CavosRows.create(CavosRows.good)).description == "401 " + CavosRows.unknown)
        let before = client.world
        #expect(client.control("DELETE \(key)").description == #"200 {"success":true}"#)
        #expect(client.world == before)
    }

    @Test func `an organization is made, listed first and deleted with its apps and keys`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let before = client.rows
        let made = client.control(
            "POST \(base)/organizations", body: #"{"name":"New & Co.","description":"d","user":"full@example.com"}"#)
        let id = try #require(made.json["organization"]?["id"]?.string)
        let owner = try #require(made.json["organization"]?["owner"]?.string)
        let shape =
            #"{"id":"\#(id)","name":"New & Co.","slug":"new-co","description":"d","owner":"\#(owner)","created_at":"2026-02-13T12:00:00Z"}"#
        #expect(made.description == #"201 {"organization":\#(shape)}"#)
        #expect(client.control("GET \(base)/organizations").body.hasPrefix(#"{"organizations":[\#(shape),"#))
        let key = client.control("POST \(base)/organizations/\(id)/api-keys", body: #"{"name":"k"}"#)
        let plaintext = try #require(key.json["plaintext"]?.string)
        #expect(client.control("DELETE \(base)/organizations/\(id)").description == #"200 {"success":true}"#)
        let refused = client.send(CavosRows.create(CavosRows.fields(id), key: plaintext))
        #expect(refused.description == "401 " + CavosRows.unknown)
        #expect(client.rows == before)
    }

    @Test func `keys can outlive their organization, which is then not found`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let organization = "\(base)/organizations/\(CavosWorld.organization)"
        #expect(client.control("DELETE \(organization)?keep_keys=true").status == 200)
        let reply = client.send(CavosRows.create(CavosRows.good))
        #expect(reply.description == #"404 {"error":"Organization not found"}"#)
    }

    @Test func `apps are listed newest first, all or those of an organization`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let made = client.send(CavosRows.create(CavosRows.good))
        let id = try #require(made.json["app"]?["id"]?.string)
        let one = client.control("GET \(base)/apps?organization_id=\(CavosWorld.organization)")
        #expect(one.json["apps"]?.array?.map { $0["id"]?.string } == [id])
        let all = try #require(client.control("GET \(base)/apps").json["apps"]?.array)
        #expect(all.count == 12)
        #expect(all.first?["id"]?.string == id)
    }

    @Test func `an app is deactivated in the API's shape`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let reply = client.control("PATCH \(base)/apps/\(CavosWorld.appID)", body: #"{"is_active":false}"#)
        #expect(
            reply.description
                == #"200 {"app":{"id":"\#(CavosWorld.appID)","name":"Known","description":null,"organization_id":"\#(CavosWorld.otherOrganization)","is_active":false,"created_at":"2026-02-13T12:00:00Z"}}"#
        )
    }

    @Test func `a plan change says whose plan it is now`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let reply = client.control("PATCH \(base)/users/ada@example.com", body: #"{"plan":"scale"}"#)
        #expect(
            reply.description
                == #"200 {"user":{"id":"\#(CavosWorld.user)","email":"ada@example.com","plan":"scale"}}"#)
    }
}
