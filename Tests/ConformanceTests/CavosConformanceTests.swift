import Cavos
internal import HTTP
internal import JSON
import Testing
import UnderstudyTesting

@Suite struct CavosConformanceTests {
    @Test(arguments: CavosRows.all)
    func `a refusal is answered to the letter and changes nothing`(row: ContractRow) throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let before = client.world
        #expect(row.differences(from: client.send(row.wire)) == [])
        #expect(client.world == before)
    }

    @Test func `every refusal of the catalogue is provoked`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        for row in CavosRows.all + CavosDashboardRows.refusals { _ = client.send(row.wire) }
        for _ in 0...2 { _ = client.send(CavosRows.create("", key: CavosWorld.ratedKey)) }
        // A write that cannot be kept is provoked where there is a disk to fill.
        #expect(RefusalCoverage.missing("cavos", in: client.exchanges) == ["internalError"])
    }

    @Test func `an app is created in the documented order of members`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let body =
            #"{"organization_id":"\#(CavosWorld.organization)","description":" Optional description ","name":" My App "}"#
        let reply = client.send(CavosRows.create(body))
        let id = try #require(reply.json["app"]?["id"]?.string)
        let row = ContractRow(
            "created", CavosRows.create(body), 201,
            #"{"app":{"id":"\#(id)","name":"My App","description":"Optional description","organization_id":"\#(CavosWorld.organization)","is_active":true,"created_at":"2026-02-13T12:00:00Z"}}"#,
            headers: CavosRows.cors)
        #expect(row.differences(from: reply) == [])
        #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    }

    @Test(arguments: ["", #","description":null"#, #","description":"""#, #","description":"  ""#])
    func `a description that says nothing is null and stays`(member: String) throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let reply = client.send(CavosRows.create(CavosRows.fields(CavosWorld.organization, member)))
        #expect(reply.status == 201)
        #expect(reply.body.contains(#""description":null,"#))
    }

    @Test(arguments: [
        ("POST /api/v1/apps/", "a slash at the end"), ("POST /api/v1/%61pps", "an escaped letter"),
        ("POST /api/v1/apps?x=1", "a query"), ("POST http://cavos.xyz/api/v1/apps", "the absolute form"),
    ])
    func `the endpoint is found by other spellings of its path`(line: String, name: String) throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let wire = Wire(line, ["Authorization: Bearer \(CavosWorld.key)"], body: CavosRows.good)
        #expect(client.send(wire).status == 201, "\(name)")
    }

    @Test(arguments: ["x", "x y", " x", "Bearer \(CavosWorld.revokedKey)"])
    func `parts after the key are ignored`(more: String) throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        #expect(client.send(CavosRows.create(CavosRows.good, key: CavosWorld.key + " " + more)).status == 201)
    }

    @Test func `one byte order mark before the body is ignored`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        #expect(client.send(CavosRows.create("\u{FEFF}" + CavosRows.good)).status == 201)
    }

    @Test(
        arguments: [
            ([0xFF], "\u{FFFD}"), ([0xE2, 0x82], "\u{FFFD}"), ([0xF0, 0x9F, 0x98], "\u{FFFD}"),
            ([0xC0, 0x80], "\u{FFFD}\u{FFFD}"), ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ([0xC3, 0xA9, 0x80], "é\u{FFFD}"),
        ] as [([UInt8], String)])
    func `invalid UTF-8 in the body is read as U+FFFD, as the Encoding Standard counts`(
        bytes: [UInt8], name: String
    ) throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let parts = CavosRows.good.split(separator: "My App", maxSplits: 1).map { Array($0.utf8) }
        let request = Request(
            method: .post, target: "/api/v1/apps", path: "/api/v1/apps", host: "localhost",
            headers: ["Authorization": "Bearer \(CavosWorld.key)"], body: parts[0] + bytes + parts[1])
        let reply = client.send(request)
        #expect(reply.status == 201)
        #expect(reply.json["app"]?["name"]?.string == name)
    }

    @Test(arguments: ["text/plain", "application/x-www-form-urlencoded"])
    func `the content type is not checked`(type: String) throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        #expect(client.send(CavosRows.create(CavosRows.good, ["Content-Type: \(type)"])).status == 201)
    }

    @Test func `unknown members are ignored and a NUL in a name is stored`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let body = #"{"name":"a\u0000b","organization_id":"\#(CavosWorld.organization)","slug":7}"#
        let reply = client.send(CavosRows.create(body))
        #expect(reply.status == 201)
        #expect(reply.body.contains(#""name":"a\u0000b""#))
    }

    @Test func `names may repeat`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        #expect(client.send(CavosRows.create(CavosRows.good)).status == 201)
        #expect(client.send(CavosRows.create(CavosRows.good)).status == 201)
    }

    @Test func `a key's last use moves with a 201 and not otherwise`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        #expect(client.send(CavosRows.create("{}")).status == 400)
        #expect(!client.world.contains(#""last_used_at":"2026"#))
        #expect(client.send(CavosRows.create(CavosRows.good)).status == 201)
        #expect(client.world.contains(#""last_used_at":"2026-02-13T12:00:00Z""#))
    }

    @Test func `HEAD is another method where GET is`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        #expect(client.send("HEAD /api/v1/apps") == client.send("GET /api/v1/apps"))
    }

    @Test func `OPTIONS is answered without a credential`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let headers = CavosRows.cors.merging(["Allow": "OPTIONS, POST", "Content-Type": nil]) { $1 }
        let wire = Wire("OPTIONS /api/v1/apps")
        #expect(ContractRow("preflight", wire, 204, "", headers: headers).differences(from: client.send(wire)) == [])
        #expect(client.send("OPTIONS /api/v1/nothing").description == #"404 {"error":"Not found"}"#)
    }

    @Test func `with the option an organization that exists nowhere is not found`() throws {
        let client = try InProcessClient(seed: CavosWorld.seedWithNotFound)
        let unknown = client.send(CavosRows.create(CavosRows.fields(CavosWorld.unknownOrganization)))
        #expect(unknown.description == #"404 {"error":"Organization not found"}"#)
        let foreign = client.send(CavosRows.create(CavosRows.fields(CavosWorld.otherOrganization)))
        #expect(foreign.description == "403 " + CavosRows.foreign)
    }

    @Test func `a rate limit of the owner's plan refuses before the body is read, for a minute`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let wire = CavosRows.create("", key: CavosWorld.ratedKey)
        #expect(client.send(wire).status == 400)
        client.advance(seconds: 20)
        #expect(client.send(wire).status == 400)
        let headers = CavosRows.cors.merging(["Retry-After": "40"]) { $1 }
        let row = ContractRow("third", wire, 429, #"{"error":"Too many requests"}"#, headers: headers)
        #expect(row.differences(from: client.send(wire)) == [])
        client.advance(seconds: 39)
        #expect(client.send(wire).headers["Retry-After"] == "1")
        client.advance(seconds: 1)
        #expect(client.send(wire).status == 400)
    }

    @Test func `requests without a good key count for nobody`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        for _ in 0..<5 { _ = client.send("POST /api/v1/apps", ["Authorization: Bearer cav_no"]) }
        #expect(client.control("GET /_understudy/limits?user=rated@example.com").body.contains(#""requests":0"#))
    }
}
