import Emulation
import HTTP
import JSON
import Sandboxes
import Testing
import Understudy
import UnderstudyTesting

struct NewSandboxTests: SandboxWorld {
    @Test func `a copy of a sandbox has its world, clock, rate windows and next ids`() throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"a","clock":{"freeze":"2030-01-01T00:00:00Z"}}"#)
        _ = createApp(client, "/_sandbox/a")
        let reply = create(client, #"{"name":"b","from":"sandbox:a"}"#)
        #expect(reply.description == #"201 {"name":"b","url":"http://localhost/_sandbox/b"}"#)
        let state = "GET /_sandbox/%/_understudy/state"
        #expect(
            client.control(state.replacing("%", with: "a")).body
                == client.control(state.replacing("%", with: "b")).body
        )
        // One more is allowed in the minute: the copy counts on from the same count.
        let (first, second) = (createApp(client, "/_sandbox/a"), createApp(client, "/_sandbox/b"))
        #expect(first.status == 201)
        #expect(first.body == second.body)
        #expect(first.body.contains("2030-01-01T00:00:00"))
        #expect(createApp(client, "/_sandbox/a").status == 429)
        #expect(createApp(client, "/_sandbox/b").status == 429)
        #expect(createApp(client, "").status == 201)
    }

    @Test func `a sandbox is made from a snapshot, whose rate windows are new`() throws {
        let client = try ControlWorld.client()
        _ = createApp(client, "")
        _ = client.control("POST /_understudy/snapshots", body: #"{"name":"two"}"#)
        _ = createApp(client, "")
        #expect(create(client, #"{"name":"a","from":"snapshot:two"}"#).status == 201)
        #expect(appCount(client, "/_sandbox/a") == 2)
        #expect(createApp(client, "/_sandbox/a").status == 201)
        #expect(appCount(client, "") == 3)
    }

    @Test func `a sandbox is made from a seed in the request`() throws {
        let client = try ControlWorld.client()
        #expect(
            create(
                client, #"{"name":"a","seed":{"version":1,"users":[{"email":"new@example.com"}]}}"#
            ).status == 201)
        let state = client.control("GET /_sandbox/a/_understudy/state").body
        #expect(state.contains("new@example.com"))
        #expect(!state.contains("ada@example.com"))
    }

    @Test func `a large seed in the request is read like a small one`() throws {
        let client = try ControlWorld.client()
        let users = (0..<3000).map { #"{"email":"user-\#($0)@example.com"}"# }.joined(
            separator: ",")
        func body(_ end: String) -> String {
            #"{"name":"a","seed":{"version":1,"users":[\#(users)]}\#(end)"#
        }
        #expect(create(client, body(",")).status == 400)
        #expect(create(client, body(#","form":1}"#)).body.contains(#"did you mean \"from\"?"#))
        #expect(create(client, body("}")).status == 201)
        #expect(client.control("GET /_sandbox/a/_understudy/state").body.contains("user-2999@"))
    }

    @Test func `a seed with problems makes nothing, and its name is free`() throws {
        let client = try ControlWorld.client()
        let reply = create(client, #"{"name":"a","seed":{"version":1,"users":[{"emial":"x"}]}}"#)
        #expect(reply.status == 400)
        #expect(reply.body.contains(#""seed.users[0].emial is "#), "\(reply)")
        #expect(client.send("GET /_sandbox/a/_understudy/state").status == 404)
        #expect(create(client, #"{"name":"a"}"#).status == 201)
    }

    @Test func `the same random seed gives the same ids`() throws {
        let client = try ControlWorld.client()
        for name in ["a", "b"] { _ = create(client, #"{"name":"\#(name)","random_seed":7}"#) }
        _ = create(client, #"{"name":"c","random_seed":8}"#)
        let bodies = ["a", "b", "c"].map { createApp(client, "/_sandbox/\($0)").body }
        #expect(bodies[0] == bodies[1])
        #expect(bodies[0] != bodies[2])
    }

    @Test func `a sandbox without a name gets one`() throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"sandbox-2"}"#)
        #expect(create(client).json["name"]?.string == "sandbox-1")
        #expect(create(client, "{}").json["name"]?.string == "sandbox-3")
    }

    @Test func `a sandbox has the contracts that it was made with`() throws {
        let client = try ControlWorld.client()
        #expect(create(client, #"{"name":"a","contracts":{"capydb":"2026-08"}}"#).status == 201)
        for prefix in ["/_sandbox/a", ""] { _ = client.send("GET \(prefix)/v1/me") }
        #expect(client.exchanges.suffix(2).map(\.contract) == ["2026-08", "2026-09"])
        #expect(create(client, #"{"name":"b","from":"sandbox:a"}"#).status == 201)
        _ = client.send("GET /_sandbox/b/v1/me")
        #expect(client.exchanges.last?.contract == "2026-08")
    }

    @Test func `a name is given once`() throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"a"}"#)
        _ = createApp(client, "/_sandbox/a")
        for name in ["a", "default"] {
            let message =
                #"{"error":"The sandbox \"\#(name)\" exists already; drop it first, or choose another name"}"#
            #expect(create(client, #"{"name":"\#(name)"}"#).description == "409 \(message)")
        }
        #expect(appCount(client, "/_sandbox/a") == 2)
    }

    @Test(arguments: [
        (
            #"{"name":""}"#,
            #"name is \"\", expected a name that matches [a-z0-9][a-z0-9._-]{0,62}, such as \"checkout-1\""#
        ),
        (#"{"name":"A"}"#, #"name is \"A\", expected a name that matches"#),
        (#"{"name":7}"#, "name is 7, expected a string"),
        (#"{"name":"../x"}"#, #"name is \"../x\", expected a name"#),
        (#"{"nam":"a"}"#, #"did you mean \"name\"?"#),
        (
            #"{"from":"sede"}"#,
            #"from is \"sede\", expected \"seed\", \"sandbox:<name>\" or \"snapshot:<name>\""#
        ),
        (#"{"from":"sandbox:"}"#, #"from is \"sandbox:\", expected"#),
        (#"{"from":["a"]}"#, "from is [\\\"a\\\"], expected a string"),
        (#"{"from":"snapshot:A"}"#, #"from is \"snapshot:A\", expected"#),
        (
            #"{"from":"seed","seed":{}}"#,
            #"from is \"seed\", expected no such member together with \"seed\""#
        ),
        (#"{"seed":[]}"#, "seed is [], expected an object"),
        (
            #"{"contracts":{"cavo":"x"}}"#,
            #"contracts.cavo is \"x\", expected no member of that name: did you mean \"cavos\"?"#
        ),
        (
            #"{"contracts":{"capydb":"2025"}}"#,
            #"contracts.capydb is \"2025\", expected one of \"2026-09\", \"2026-08\""#
        ),
        (#"{"contracts":["capydb"]}"#, "contracts is [\\\"capydb\\\"], expected an object"),
        (
            #"{"contracts.capydb":"2026-08"}"#,
            #"contracts.capydb is \"2026-08\", expected a member of an object, and no dot in its name: {\"contracts\":{\"capydb\":\"…\"}}"#
        ),
        (
            #"{"clock":{"freez":"2030"}}"#,
            #"clock.freez is \"2030\", expected no member of that name: did you mean \"freeze\"?"#
        ),
        (#"{"clock":{}}"#, "clock is {}, expected one of {"),
        (
            #"{"clock":{"run":true,"from":"today"}}"#,
            #"clock.from is \"today\", expected \"now\" or an RFC 3339 time"#
        ),
        (
            #"{"clock":{"advance_seconds":1e300}}"#,
            "clock.advance_seconds is 1e300, expected a number from -315576000000 to 315576000000"
        ),
        (#"{"name":"a\u007f"}"#, #"name is \"a\\u007f\", expected a name"#),
        (#"{"a\u007f\u0080":1}"#, #"$[\"a\\u007f\\u0080\"] is 1, expected no member"#),
        (#"{"clock":7}"#, "clock is 7, expected an object"),
        (#"{"random_seed":-1}"#, "random_seed is -1, expected a non-negative integer"),
        (#"{"random_seed":1.5}"#, "random_seed is 1.5, expected"),
        ("[]", "The body is [], expected a JSON object"),
        ("{", "The body is not JSON"),
    ])
    func `a wrong body makes no sandbox`(body: String, message: String) throws {
        let client = try ControlWorld.client()
        let reply = create(client, body)
        #expect(reply.status == 400)
        #expect(reply.body.contains(message), "\(reply)")
        #expect(client.control("GET /_understudy/sandboxes").json["sandboxes"]?.array?.count == 1)
    }

    @Test(arguments: [("sandbox:b", "There is no sandbox"), ("snapshot:b", "There is no snapshot")])
    func `what a sandbox is made from must exist`(source: String, message: String) throws {
        let client = try ControlWorld.client()
        let reply = create(client, #"{"name":"a","from":"\#(source)"}"#)
        #expect(reply.status == 404)
        #expect(reply.body.contains(message))
        #expect(client.send("GET /_sandbox/a/x").status == 404)
        #expect(create(client, #"{"name":"a"}"#).status == 201)
    }

    @Test func `there is a limit of sandboxes`() throws {
        let client = try ControlWorld.client()
        let directory = client.gateway.sandboxes
        let start = try #require(directory.default.freshStart(at: .earliest))
        for _ in 0..<SandboxDirectory.countMax {
            directory.add(
                Sandbox(
                    name: try directory.reserve(nil), start,
                    createdAt: start.clock.now(systemTime: .unset)))
        }
        let message = "There are 10000 sandboxes, which is the limit; drop those that are done"
        #expect(create(client).description == #"429 {"error":"\#(message)"}"#)
        #expect(client.control("DELETE /_understudy/sandboxes/sandbox-7").status == 200)
        #expect(create(client, #"{"name":"a"}"#).status == 201)
        #expect(create(client).status == 429)
    }
}
