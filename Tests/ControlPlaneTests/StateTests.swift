import HTTP
import JSON
import Emulation
import Testing
import Sandboxes
import UnderstudyTesting

struct StateTests {
    private static let refused = "The state has problems; nothing was changed"

    @Test func `the export is the canonical form, and putting it back changes nothing`() throws {
        let client = try ControlWorld.client()
        let export = client.send("GET /_understudy/state")
        #expect(export.status == 200)
        #expect(export.headers == ["Content-Type": "application/json"])
        #expect(export.body == client.world)
        #expect(
            client.control("PUT /_understudy/state", body: export.body).description
                == #"200 {"status":"ok"}"#)
        #expect(client.world == export.body)
    }

    @Test func `a seed replaces the world and a reset restores the first one`() throws {
        let client = try ControlWorld.client()
        let before = client.world
        let seed = #"{"version":1,"users":[{"email":"new@example.com"}]}"#
        #expect(client.control("PUT /_understudy/state", body: seed).status == 200)
        #expect(client.world.contains("new@example.com"))
        #expect(!client.world.contains("ada@example.com"))
        #expect(client.send(ControlWorld.counted).status == 401)
        #expect(client.send("POST /_understudy/reset").description == #"200 {"status":"ok"}"#)
        #expect(client.world == before)
    }

    @Test func `without a seed a reset is refused and changes nothing`() throws {
        let client = try ControlWorld.client()
        let time = client.sandbox.clock.now(systemTime: .earliest)
        let sandbox = Sandbox(
            world: nil, identifiers: IdentifierSource(seed: 1), clock: SandboxClock(frozenAt: time))
        let other = InProcessClient(sandbox: sandbox, time: time)
        #expect(other.control("PUT /_understudy/state", body: client.world).status == 200)
        let reply = other.send("POST /_understudy/reset")
        #expect(reply.status == 409)
        #expect(reply.body.contains("There is no seed to go back to"))
        #expect(other.world == client.world)
        #expect(sandbox.sequence == 1)
    }

    @Test(arguments: [
        (
            "{",
            [
                #"line 1: not JSON at column 2: expected a member name or \"}\", found the end of the text"#
            ]
        ),
        ("[]", ["line 1: $ is [], expected an object"]),
        ("{}", ["line 1: version is missing, expected 1"]),
        (
            "{\"version\":1,\n\"users\":[{\"email\":\"good@example.com\"},\n7,{\"email\":\"bad\"}]}",
            [
                "line 3: users[1] is 7, expected an object",
                #"line 3: users[2].email is \"bad\", expected an e-mail address such as \"ada@example.com\""#,
            ]
        ),
    ])
    func `a bad state is refused with all its problems and changes nothing`(
        body: String, problems: [String]
    ) throws {
        let client = try ControlWorld.client()
        let before = client.world
        let reply = client.control("PUT /_understudy/state", body: body)
        let list = problems.map { "\"\($0)\"" }.joined(separator: ",")
        #expect(reply.description == #"400 {"error":"\#(Self.refused)","problems":[\#(list)]}"#)
        #expect(client.world == before)
        #expect(client.sandbox.sequence == 0)
    }

    @Test func `of many problems the first hundred are listed, and how many more there are`() throws {
        let client = try ControlWorld.client()
        let users = (0..<1001).map { "{\"email\":\($0)}" }.joined(separator: ",")
        let reply = client.control(
            "PUT /_understudy/state", body: #"{"version":1,"users":[\#(users)]}"#)
        #expect(reply.status == 400)
        #expect(reply.json["error"]?.string == Self.refused)
        #expect(reply.json["problems"]?.array?.count == 100)
        #expect(reply.body.hasSuffix(#"],"more_problems":901}"#))
    }

    @Test func `one byte order mark before a state is ignored`() throws {
        let client = try ControlWorld.client()
        #expect(
            client.control("PUT /_understudy/state", body: "\u{FEFF}{\"version\":1}").status == 200)
        #expect(!client.world.contains("ada@example.com"))
    }

    @Test(arguments: [
        (#"{"seed":"x"}"#, #"seed is \"x\", expected no members"#),
        ("[]", "The body is [], expected a JSON object"),
        ("x", #"The body is not JSON: line 1, column 1: expected a value, found \"x\""#),
    ])
    func `a reset reads no body, and refuses one that says something`(body: String, problem: String)
        throws
    {
        let client = try ControlWorld.client()
        let refused = client.control("POST /_understudy/reset", body: body)
        #expect(refused.description == #"400 {"error":"\#(problem)"}"#)
        #expect(client.sandbox.sequence == 0)
        #expect(client.control("POST /_understudy/reset", body: "{}").status == 200)
    }

    @Test func `a state of a later version is refused with a clear message`() throws {
        let client = try ControlWorld.client()
        let before = client.world
        let reply = client.control("PUT /_understudy/state", body: #"{"version":2,"moons":[]}"#)
        #expect(
            reply.description
                == #"400 {"error":"The state is of version 2, expected 1: a newer Understudy has written it; "#
                + #"nothing was changed","problems":["line 1: version is 2, expected 1"]}"#)
        #expect(client.world == before)
    }

    @Test func `a refused state uses up no identifiers`() throws {
        let (used, fresh) = (try ControlWorld.client(), try ControlWorld.client())
        _ = used.control(
            "PUT /_understudy/state", body: #"{"version":1,"users":[{"email":"a@b.c"},{}]}"#)
        let create = { (client: InProcessClient) in
            client.control("POST /_understudy/cavos/organizations", body: #"{"name":"x"}"#)
        }
        #expect(create(used) == create(fresh))
    }

    @Test func `health and readiness are told`() throws {
        let client = try ControlWorld.client()
        let health = client.send("GET /_understudy/health")
        #expect(health.status == 200)
        #expect(health.json["status"] == "ok")
        #expect(health.json["version"] == "test")
        #expect(health.json["uptime_seconds"] == 0)
        #expect(health.json["sequence"] == 0)
        #expect(client.send("GET /_understudy/ready").description == #"200 {"status":"ready"}"#)
    }
}
