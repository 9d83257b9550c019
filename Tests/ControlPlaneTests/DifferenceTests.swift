import JSON
import Sandboxes
import Testing
import UnderstudyTesting

struct DifferenceTests: SandboxWorld {
    private static let none =
        #"{"added":[],"removed":[],"changed":[],"counts":{"added":0,"removed":0,"changed":0}}"#

    private func difference(_ client: InProcessClient, _ query: String = "") -> Reply {
        client.control("GET /_understudy/state/diff\(query)")
    }

    private func verify(_ client: InProcessClient, _ body: String) -> Reply {
        client.control("POST /_understudy/state/verify", body: body)
    }

    @Test(arguments: ["", "?from=seed", "?from=sandbox:default"])
    func `a world does not differ from itself`(query: String) throws {
        let client = try ControlWorld.client()
        #expect(difference(client, query).description == "200 \(Self.none)")
        #expect(verify(client, "{}").description == #"200 {"status":"ok"}"#)
    }

    @Test func `added, removed and changed entities are listed with their members`() throws {
        let client = try ControlWorld.client()
        let id = try #require(createApp(client, "").json["app"]?.object?["id"]?.string)
        let body = difference(client).json
        let added = try #require(body["added"]?.array?.first?.object)
        #expect(added["list"] == "cavos.apps")
        #expect(added["id"]?.string == id)
        #expect(added["entity"]?.object?["name"] == "Mine")
        #expect(
            body["changed"]?.array?.first?.object?["members"]
                == ["last_used_at": ["from": .null, "to": "2026-02-13T12:00:00Z"]])
        #expect(body["counts"] == ["added": 1, "removed": 0, "changed": 1])
        _ = client.control("POST /_understudy/snapshots", body: #"{"name":"s"}"#)
        #expect(difference(client, "?from=snapshot:s").body == Self.none)
        _ = client.control("DELETE /_understudy/cavos/apps/\(id)")
        let removed = difference(client, "?from=snapshot:s").json
        #expect(removed["removed"]?.array?.first?.object?["id"]?.string == id)
        #expect(removed["counts"] == ["added": 0, "removed": 1, "changed": 0])
    }

    @Test func `a sandbox is compared with its own seed and with another sandbox`() throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"a"}"#)
        _ = createApp(client, "/_sandbox/a")
        #expect(difference(client).body == Self.none)
        let own = client.control("GET /_sandbox/a/_understudy/state/diff")
        #expect(own.json["counts"] == ["added": 1, "removed": 0, "changed": 1])
        #expect(
            difference(client, "?from=sandbox:a").json["counts"] == [
                "added": 0, "removed": 1, "changed": 1,
            ])
    }

    @Test func `options are compared too`() throws {
        let client = try ControlWorld.client()
        let seed = ControlWorld.seed.dropLast(1) + #","capydb":{"options":{"contract":"2026-08"}}}"#
        #expect(client.control("PUT /_understudy/state", body: String(seed)).status == 200)
        let changed = difference(client).json["changed"]?.array?.first {
            $0.object?["list"] == "capydb.options"
        }
        let contract = changed?.object?["members"]?.object?["contract"]?.object
        #expect(contract?["to"] == "2026-08")
    }

    @Test(arguments: [
        ("sandbox:b", 404, "There is no sandbox"), ("snapshot:b", 404, "There is no snapshot"),
        ("sede", 400, #"from is \"sede\", expected \"seed\", \"sandbox:<name>\" or"#),
        ("", 400, "expected"),
        ("seed:x", 400, "expected"), ("snapshot:", 400, "expected"),
        ("snapshot:../x", 400, "expected"),
    ])
    func `the other world must exist`(source: String, status: Int, message: String) throws {
        let client = try ControlWorld.client()
        for reply in [
            difference(client, "?from=\(source)"), verify(client, #"{"from":"\#(source)"}"#),
        ] {
            #expect(reply.status == status)
            #expect(reply.body.contains(message), "\(reply)")
        }
    }

    @Test(arguments: [
        #"{"added":[{"list":"cavos.apps"}],"changed":[{"list":"cavos.api_keys"}]}"#,
        #"{"from":"seed","added":[{"entity":{"name":"Mine"}}],"changed":[{}]}"#,
        #"{"added":[{}],"removed":[],"changed":[{"members":{"last_used_at":{"from":null}}}]}"#,
    ])
    func `a difference as expected is confirmed`(body: String) throws {
        let client = try ControlWorld.client()
        _ = createApp(client, "")
        #expect(verify(client, body).description == #"200 {"status":"ok"}"#)
    }

    @Test
    func `a difference that is not as expected is refused with what is missing and unexpected`()
        throws
    {
        let client = try ControlWorld.client()
        _ = createApp(client, "")
        let body = #"{"added":[{"list":"cavos.organizations"}],"changed":[{}]}"#
        let reply = verify(client, body)
        #expect(reply.status == 409)
        #expect(reply.json["error"] == "The state differs from seed in another way than expected")
        #expect(reply.json["missing"] == ["added": [["list": "cavos.organizations"]]])
        let unexpected = reply.json["unexpected"]?.object?["added"]?.array
        #expect(unexpected?.first?.object?["list"] == "cavos.apps")
        #expect(verify(client, "{}").status == 409)
        #expect(verify(client, #"{"added":[{},{}],"changed":[{}]}"#).status == 409)
    }

    @Test func `an expectation that fits several is paired so that all find one`() throws {
        let client = try ControlWorld.client()
        _ = createApp(client, "")
        _ = createApp(client, "")
        let ids = try #require(difference(client).json["added"]?.array).compactMap {
            $0.object?["id"]?.string
        }
        for id in ids {
            #expect(verify(client, #"{"added":[{},{"id":"\#(id)"}],"changed":[{}]}"#).status == 200)
            #expect(verify(client, #"{"added":[{"id":"\#(id)"},{}],"changed":[{}]}"#).status == 200)
        }
    }

    @Test(arguments: [
        (#"{"added":{}}"#, "added is {}, expected a list of objects"),
        (#"{"added":[7]}"#, "added[0] is 7, expected an object"),
        (#"{"list":"cavos.app"}"#, "list is "),
        (
            #"{"added":[{"list":"cavos.app"}]}"#,
            #"added[0].list is \"cavos.app\", expected the name of a list: did you mean \"cavos.apps\"?"#
        ),
        (
            #"{"removed":[{"list":"zzzzzzzz"}]}"#,
            #"removed[0].list is \"zzzzzzzz\", expected the name of a list: known are plans, users, "#
        ),
        (
            #"{"added":[{"list":"cavos.options"}]}"#,
            #"added[0].list is \"cavos.options\", expected the name"#
        ),
        (#"{"changed":[{},{"list":7}]}"#, "changed[1].list is 7, expected a string"),
        (#"{"changed":[{"id":7}]}"#, "changed[0].id is 7, expected a string"),
        (
            #"{"changed":[{"entity":{}}]}"#,
            "changed[0].entity is {}, expected no member of that name: known are"
        ),
        (
            #"{"added":[{"members":{}}]}"#,
            "added[0].members is {}, expected no member of that name: known are"
        ),
        (#"{"added":[{"entitty":{}}]}"#, #"did you mean \"entity\"?"#),
        (
            #"{"added":[{"list":"cavos.apps","entity":{"nmae":"x"}}]}"#,
            #"added[0].entity.nmae is \"x\", expected no member of that name: did you mean \"name\"?"#
        ),
        (
            #"{"added":[{"entity":{"nmae":"x"}}]}"#,
            #"added[0].entity.nmae is \"x\", expected a member of some list: the nearest is \"name\""#
        ),
        (
            #"{"removed":[{"list":"cavos.apps","entity":{"name":7}}]}"#,
            "removed[0].entity.name is 7, expected a string"
        ),
        (
            #"{"added":[{"list":"users","entity":{"plans":{"cavos":7}}}]}"#,
            "added[0].entity.plans.cavos is 7, expected a string"
        ),
        (
            #"{"changed":[{"list":"cavos.api_keys","members":{"last_used":{"to":null}}}]}"#,
            #"changed[0].members.last_used is {\"to\":null}, expected no member of that name: did you mean \"last_used_at\"?"#
        ),
        (
            #"{"changed":[{"list":"cavos.api_keys","members":{"last_used_at":"x"}}]}"#,
            #"changed[0].members.last_used_at is \"x\", expected an object"#
        ),
        (
            #"{"changed":[{"list":"cavos.api_keys","members":{"name":{"form":"x"}}}]}"#,
            #"changed[0].members.name.form is \"x\", expected no member of that name: did you mean \"from\"?"#
        ),
        (
            #"{"changed":[{"list":"cavos.api_keys","members":{"name":{"to":7}}}]}"#,
            "changed[0].members.name.to is 7, expected a string"
        ),
        (#"{"form":"seed"}"#, #"did you mean \"from\"?"#),
        (#"{"from":7}"#, "from is 7, expected a string"), ("[]", "object"),
    ])
    func `a wrong expectation is refused`(body: String, message: String) throws {
        let reply = verify(try ControlWorld.client(), body)
        #expect(reply.status == 400)
        #expect(reply.body.contains(message), "\(reply)")
    }

    @Test(arguments: WorldDifference.Kind.allCases)
    func `each list can be expected by its name`(kind: WorldDifference.Kind) throws {
        let client = try ControlWorld.client()
        for list in DifferenceList.all where kind == .changed || list.hasEntities {
            let name = list.memberNames[0]
            let members = kind == .changed ? #""members":{"\#(name)":{}}"# : #""entity":{}"#
            let body = #"{"\#(kind.rawValue)":[{"list":"\#(list.name)",\#(members)}]}"#
            #expect(verify(client, body).status == 409, "\(body)")
        }
    }

    @Test func `what is expected and what is there of one entity are paired, with what differs`()
        throws
    {
        let client = try ControlWorld.client()
        let id = try #require(createApp(client, "").json["app"]?.object?["id"]?.string)
        let key = try #require(difference(client).json["changed"]?.array?.first?["id"]?.string)
        let body = #"""
            {"added":[{"list":"cavos.apps","entity":{"name":"Yours","is_active":true}},{"list":"users"}],
             "changed":[{"list":"cavos.api_keys","id":"\#(key)","members":{"last_used_at":{"to":"2030-01-01T00:00:00Z"}}}]}
            """#
        let reply = verify(client, body)
        #expect(reply.status == 409)
        #expect(reply.json["missing"] == ["added": [["list": "users"]]])
        #expect(reply.json["unexpected"] == [:])
        let name: JSONValue = ["member": "entity.name", "expected": "Yours", "actual": "Mine"]
        #expect(
            reply.json["different"]?["added"]
                == [["list": "cavos.apps", "id": .string(id), "differences": [name]]])
        let use: JSONValue = [
            "member": "members.last_used_at.to", "expected": "2030-01-01T00:00:00Z",
            "actual": "2026-02-13T12:00:00Z",
        ]
        #expect(
            reply.json["different"]?["changed"]
                == [["list": "cavos.api_keys", "id": .string(key), "differences": [use]]])
    }

    @Test func `of several entities the one that differs least is paired, and another id never`()
        throws
    {
        let client = try ControlWorld.client()
        _ = createApp(client, "")
        let second = try #require(createApp(client, "").json["app"]?.object?["id"]?.string)
        let near = #"{"list":"cavos.apps","entity":{"name":"x","id":"\#(second)"}}"#
        let reply = verify(
            client, #"{"added":[\#(near),{"list":"cavos.apps","id":"y"}],"changed":[{}]}"#)
        let paired = reply.json["different"]?["added"]?.array
        #expect(paired?.map { $0["id"]?.string } == [second])
        #expect(reply.json["missing"]?["added"] == [["list": "cavos.apps", "id": "y"]])
        #expect(reply.json["unexpected"]?["added"]?.array?.count == 1)
    }

    @Test func `many expectations that cannot be met are refused at once, and too many before`()
        throws
    {
        let users = (0..<600).map { #"{"email":"u\#($0)@example.com"}"# }.joined(separator: ",")
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"a","seed":{"version":1}}"#)
        _ = create(client, #"{"name":"b","seed":{"version":1,"users":[\#(users)]}}"#)
        func verify(_ count: Int) -> Reply {
            let objects = [String](repeating: "{}", count: count).joined(separator: ",")
            return client.control(
                "POST /_sandbox/b/_understudy/state/verify",
                body: #"{"from":"sandbox:a","added":[\#(objects)]}"#)
        }
        #expect(verify(600).status == 200)
        let reply = verify(1000)
        #expect(reply.status == 409)
        #expect(reply.json["missing"]?.object?["added"]?.array?.count == 400)
        #expect(verify(1001).status == 400)
    }

    @Test func `too many differences are counted, listed up to a bound and not verified`() throws {
        let users = (0..<1001).map { #"{"email":"u\#($0)@example.com"}"# }.joined(separator: ",")
        let client = try ControlWorld.client()
        let seed = ControlWorld.seed.replacing(#""users":["#, with: #""users":[\#(users),"#)
        #expect(client.control("PUT /_understudy/state", body: seed).status == 200)
        let reply = difference(client).json
        // The app and the key of the seed have no ids, so they get other ones.
        #expect(reply["counts"]?.object?["added"] == 1003)
        #expect(reply["added"]?.array?.count == 1000)
        let verdict = verify(client, "{}")
        #expect(verdict.status == 409)
        #expect(verdict.json["complete"] == false)
    }
}
