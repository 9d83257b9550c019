import JSON
import Testing
import UnderstudyTesting

@Suite struct CapgoOrganizationTests {
    private static let time = "2026-02-13T12:00:00Z"

    @Test func `an organization is made, shown, changed and deleted`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let before = client.rows
        let made = client.send(CapgoWorld.wire("POST /organization/", #"{"name":" New One "}"#))
        let id = try #require(made.json["id"]?.string)
        #expect(made.description == #"200 {"status":"Organization created","id":"\#(id)"}"#)
        let shape =
            #"{"id":"\#(id)","created_by":"\#(CapgoWorld.ada)","created_at":"\#(Self.time)","updated_at":"\#(Self.time)","logo":null,"name":"New One","management_email":"ada@example.com","customer_id":null}"#
        #expect(client.send(CapgoWorld.wire("GET /organization?orgId=\(id)")).description == #"200 {"data":\#(shape)}"#)
        #expect(client.send(CapgoWorld.wire("GET /organization/")).body.hasSuffix(",\(shape)]}"))
        client.advance(seconds: 1)
        let change =
            #"{"orgId":"\#(id)","name":"Newer","logo":"https://x.example/l.png","management_email":"m@x.example"}"#
        let changed = client.send(CapgoWorld.wire("PUT /organization/", change))
        #expect(
            changed.description
                == #"200 {"status":"Organization updated","data":{"id":"\#(id)","created_by":"\#(CapgoWorld.ada)","created_at":"\#(Self.time)","updated_at":"2026-02-13T12:00:01Z","logo":"https://x.example/l.png","name":"Newer","management_email":"m@x.example","customer_id":null}}"#
        )
        let deleted = client.send(CapgoWorld.wire("DELETE /organization/", #"{"orgId":"\#(id)"}"#))
        #expect(deleted.description == #"200 {"status":"Organization deleted","id":"\#(id)"}"#)
        #expect(client.rows == before)
    }

    @Test func `all that is in an organization goes with it`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        #expect(client.send(CapgoWorld.wire("DELETE /organization/?orgId=\(CapgoWorld.organization)")).status == 200)
        let world = client.world
        #expect(!world.contains(#""app_id":"com.ada.app""#) && !world.contains(#""app_id":"com.ada.sibling""#))
        #expect(world.contains(#""app_id":"com.bob.app""#))
        #expect(try InProcessClient(seed: world).world == world)
    }

    @Test func `an admin deletes an organization`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let deleted = client.send(
            CapgoWorld.wire("DELETE /organization/?orgId=\(CapgoWorld.organization)", key: "admin_all"))
        #expect(
            deleted.description == #"200 {"status":"Organization deleted","id":"\#(CapgoWorld.organization)"}"#)
    }

    @Test func `the query stands in for a body that is not sent`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        for (line, status) in [
            ("POST /organization/?name=123&email=new@example.com", "Organization created"),
            ("PUT /organization/?orgId=\(CapgoWorld.organization)&name=New", "Organization updated"),
            (
                "POST /organization/members/?orgId=\(CapgoWorld.organization)&email=bob@example.com&role=read", "OK"
            ),
        ] {
            let reply = client.send(CapgoWorld.wire(line))
            #expect(reply.status == 200 && reply.json["status"]?.string == status, "\(line): \(reply)")
        }
    }

    @Test func `members are listed, invited, changed and removed`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let organization = #""orgId":"\#(CapgoWorld.emptyOrganization)""#
        let member =
            #"{"uid":"aaaaaaaa-0000-4000-8000-000000000016","email":"stranger@example.com","image_url":null,"role":"#
        let invited = client.send(
            CapgoWorld.wire(
                "POST /organization/members/", #"{\#(organization),"email":"Stranger@example.com","role":"write"}"#))
        #expect(invited.description == #"200 {"status":"OK","data":\#(member)"invite_write"}}"#)
        let changed = client.send(
            CapgoWorld.wire(
                "POST /organization/members/",
                #"{\#(organization),"email":"stranger@example.com","invite_type":"admin"}"#))
        #expect(changed.body == #"{"status":"OK","data":\#(member)"invite_admin"}}"#)
        let path = "organizations/\(CapgoWorld.emptyOrganization)/members/stranger@example.com/accept"
        #expect(client.control("POST /_understudy/capgo/\(path)").body == #"{"data":\#(member)"admin"}}"#)
        let lowered = client.send(
            CapgoWorld.wire(
                "POST /organization/members/", #"{\#(organization),"email":"stranger@example.com","role":"read"}"#))
        #expect(lowered.body == #"{"status":"OK","data":\#(member)"read"}}"#)
        let listed = client.send(CapgoWorld.wire("GET /organization/members/?orgId=\(CapgoWorld.emptyOrganization)"))
        #expect(
            listed.body
                == #"{"data":[{"uid":"\#(CapgoWorld.ada)","email":"ada@example.com","image_url":null,"role":"super_admin"},\#(member)"read"}]}"#
        )
        let removed = client.send(
            CapgoWorld.wire(
                "DELETE /organization/members?orgId=\(CapgoWorld.emptyOrganization)&email=stranger@example.com"))
        #expect(removed.description == #"200 {"status":"OK"}"#)
    }

    @Test func `a second super admin lets the first one go`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let organization = #""orgId":"\#(CapgoWorld.organization)""#
        let raise = #"{\#(organization),"email":"admin@example.com","role":"super_admin"}"#
        #expect(client.send(CapgoWorld.wire("POST /organization/members/", raise)).status == 200)
        let leave = #"{\#(organization),"email":"ada@example.com"}"#
        #expect(client.send(CapgoWorld.wire("DELETE /organization/members/", leave)).status == 200)
        #expect(client.send(CapgoWorld.wire("GET /app/com.ada.app")).status == 404)
    }

    @Test func `pages hold fifty and the last one the rest`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        for number in 0..<110 {
            _ = client.send(CapgoWorld.wire("POST /organization/", #"{"name":"Organization \#(number)"}"#))
        }
        let names = (0...3).map { page in
            client.send(CapgoWorld.wire("GET /organization/?page=\(page)")).json["data"]?.array?.compactMap {
                $0["name"]?.string
            } ?? []
        }
        #expect(names.map(\.count) == [50, 50, 12, 0])
        #expect(names.flatMap { $0 } == ["Ada's", "Ada's Other"] + (0..<110).map { "Organization \($0)" })
    }
}
