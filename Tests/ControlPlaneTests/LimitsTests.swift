import HTTP
import JSON
import Testing
import UnderstudyTesting

struct LimitsTests {
    private static func usage(_ more: String) -> String {
        #"400 {"error":"The body is {\"service\":\"cavos\",\"user\":\"ada@example.com\"\#(more)}, "#
            + #"expected \"requests\" or \"limit\" besides \"service\" and \"user\": {\"service\":\"capgo\",\"user\":\"ada@example.com\",\"requests\":99}"}"#
    }
    private static let unlimited =
        #"409 {"error":"The plan \"developer\" of cavos does not limit requests, so a count has no effect: give \"limit\" too, the number of requests a minute"}"#

    private func ada(_ requests: Int, closes: String? = nil) -> String {
        let end = closes.map { "\"\($0)\"" } ?? "null"
        return
            #"{"service":"cavos","user_id":"\#(ControlWorld.ada)","email":"ada@example.com","plan":"rated","#
            + #""requests_per_minute":2,"requests":\#(requests),"window_closes_at":\#(end),"app_limit":5,"apps":1}"#
    }

    private func grace(_ requests: Int, limit: Int? = nil, closes: String? = nil) -> String {
        let end = closes.map { "\"\($0)\"" } ?? "null"
        return
            #"{"service":"cavos","user_id":"\#(ControlWorld.grace)","email":"grace@example.com","plan":"developer","#
            + #""requests_per_minute":\#(limit.map { "\($0)" } ?? "null"),"requests":\#(requests),"window_closes_at":\#(end),"app_limit":10,"apps":0}"#
    }

    private func list(_ accounts: String...) -> String {
        #"200 {"accounts":["# + accounts.joined(separator: ",") + "]}"
    }

    private func put(
        _ client: InProcessClient, _ user: String, _ requests: Int, _ more: String = ""
    ) -> String {
        put(client, #"{"service":"cavos","user":"\#(user)","requests":\#(requests)\#(more)}"#)
    }

    private func put(_ client: InProcessClient, _ body: String) -> String {
        client.control("PUT /_understudy/limits", body: body).description
    }

    @Test func `the accounts are listed with their windows, plans and apps`() throws {
        let client = try ControlWorld.client()
        #expect(
            client.send("GET /_understudy/limits?service=cavos").description
                == list(ada(0), grace(0)))
        _ = client.send(ControlWorld.counted)
        client.advance(seconds: 30)
        let closes = "2026-02-13T12:01:00Z"
        #expect(
            client.send("GET /_understudy/limits?service=cavos").description
                == list(ada(1, closes: closes), grace(0)))
        client.advance(seconds: 30)
        #expect(
            client.send("GET /_understudy/limits?service=cavos").description
                == list(ada(0), grace(0)))
        // Ada has an app; Grace has nothing that counts.
        #expect(
            client.send("GET /_understudy/limits?service=cavos&used=true").description
                == list(ada(0)))
    }

    @Test(arguments: [
        ("used=1", #"used is \"1\", expected one of \"true\", \"false\""#),
        ("used=", #"used is \"\", expected one of \"true\", \"false\""#),
        ("used=TRUE", #"used is \"TRUE\", expected one of \"true\", \"false\""#),
        ("used=true&used=false", #"used is \"false\", expected one value only"#),
        ("usd=true", #"usd is \"true\", expected no member of that name: did you mean \"used\"?"#),
    ])
    func `a query that cannot be used is refused`(query: String, message: String) throws {
        let client = try ControlWorld.client()
        let reply = client.send("GET /_understudy/limits?\(query)")
        #expect(reply.description == #"400 {"error":"\#(message)"}"#)
        #expect(
            client.send("GET /_understudy/limits?used=false&service=cavos").description
                == list(ada(0), grace(0)))
    }

    @Test(arguments: [
        ("GET /_understudy/cavos/apps?organization=x", #"did you mean \"organization_id\"?"#),
        ("GET /_understudy/cavos/organizations?x=1", #"x is \"1\", expected no members"#),
        (
            "DELETE /_understudy/cavos/organizations/\(ControlWorld.organization)?keepkeys=true",
            "keep_keys"
        ),
        ("GET /_understudy/capgo/apikeys?usr=x", #"did you mean \"user\"?"#),
        ("GET /_understudy/capydb/organizations?limit=1", #"limit is \"1\", expected no members"#),
    ])
    func `a dashboard refuses an item of the query that it does not read`(
        line: String, message: String
    ) throws {
        let client = try ControlWorld.client()
        let before = client.world
        let reply = client.send(Wire(line))
        #expect(reply.status == 400)
        #expect(reply.body.contains(message), "\(reply)")
        #expect(client.world == before)
    }

    @Test(arguments: ["ada@example.com", "ADA%40example.com", ControlWorld.ada])
    func `the list is narrowed by user and service`(user: String) throws {
        let client = try ControlWorld.client()
        #expect(
            client.send("GET /_understudy/limits?user=\(user)&service=cavos").description
                == list(ada(0)))
    }

    @Test func `a window is set as if that many requests had been admitted`() throws {
        let client = try ControlWorld.client()
        client.advance(seconds: 5)
        #expect(put(client, "ada@example.com", 1) == list(ada(1, closes: "2026-02-13T12:01:05Z")))
        #expect(client.send(ControlWorld.counted).status == 400)
        #expect(client.send(ControlWorld.counted).headers["Retry-After"] == "60")
        let window = put(client, ControlWorld.grace, 7, #","limit":9"#)
        #expect(window == list(grace(7, limit: 9, closes: "2026-02-13T12:01:05Z")))
        #expect(put(client, "ada@example.com", 0) == list(ada(0, closes: "2026-02-13T12:01:05Z")))
        #expect(client.send(ControlWorld.counted).status == 400)
    }

    @Test func `the greatest number of requests ends nothing`() throws {
        let client = try ControlWorld.client()
        #expect(put(client, "ada@example.com", .max).hasPrefix("200"))
        #expect(client.send(ControlWorld.counted).status == 429)
        _ = client.control(
            "PATCH /_understudy/cavos/users/ada@example.com", body: #"{"plan":"developer"}"#)
        #expect(client.send(ControlWorld.counted).status == 400)
    }

    @Test(arguments: [
        ("", [0, 0]), ("?service=cavos", [0, 0]), ("?user=ada@example.com", [0, 7]),
        ("?service=cavos&user=grace@example.com", [2, 0]),
    ])
    func `windows are cleared, all or those that are named`(query: String, left: [Int]) throws {
        let client = try ControlWorld.client()
        _ = put(client, ControlWorld.ada, 2)
        _ = put(client, ControlWorld.grace, 7, #","limit":9"#)
        #expect(client.send("DELETE /_understudy/limits\(query)").status == 200)
        let counts = client.send("GET /_understudy/limits?service=cavos").json["accounts"]?.array?
            .map { $0["requests"]?.int ?? -1 }
        #expect(counts == left)
        #expect(client.send(ControlWorld.counted).status == (left.first == 0 ? 400 : 429))
    }

    @Test(
        arguments: ["GET", "DELETE"],
        [
            ("service=cavso", 400, #"service is \"cavso\", expected one of "#),
            ("service=", 400, #"service is \"\", expected one of "#),
            (
                "user=nobody@example.com", 404,
                #"No user has the id or e-mail address \"nobody@example.com\""#
            ),
            ("user=", 404, #"No user has the id or e-mail address \"\""#),
        ])
    func `an unknown service or user is refused and clears nothing`(
        method: String, refusal: (query: String, status: Int, message: String)
    ) throws {
        let client = try ControlWorld.client()
        _ = put(client, ControlWorld.ada, 2)
        let reply = client.send("\(method) /_understudy/limits?\(refusal.query)")
        #expect(reply.description.hasPrefix(#"\#(refusal.status) {"error":"\#(refusal.message)"#))
        #expect(client.send("GET /_understudy/limits").body.contains(#""requests":2"#))
    }

    @Test func `a window of a plan that limits no requests is refused, with what to do`() throws {
        let client = try ControlWorld.client()
        #expect(put(client, ControlWorld.grace, 7) == Self.unlimited)
        #expect(put(client, ControlWorld.grace, 7, #","limit":null"#) == Self.unlimited)
        #expect(
            client.send("GET /_understudy/limits?service=cavos").description
                == list(ada(0), grace(0)))
    }

    @Test func `a limit is set at run time and gives way to the plan again`() throws {
        let client = try ControlWorld.client()
        let only = #"{"service":"cavos","user":"ada@example.com","limit":"#
        #expect(
            put(client, only + "1}").contains(
                #""requests_per_minute":1,"requests":0,"window_closes_at":null"#))
        for status in [400, 429] { #expect(client.send(ControlWorld.counted).status == status) }
        #expect(put(client, only + "4}").contains(#""requests_per_minute":4,"requests":1,"#))
        for status in [400, 400, 400, 429] {
            #expect(client.send(ControlWorld.counted).status == status)
        }
        #expect(put(client, only + "0}").contains(#""requests_per_minute":0,"#))
        #expect(client.send(ControlWorld.counted).status == 429)
        #expect(put(client, only + "null}").contains(#""requests_per_minute":2,"requests":4,"#))
        #expect(client.send("DELETE /_understudy/limits").status == 200)
        for status in [400, 400, 429] {
            #expect(client.send(ControlWorld.counted).status == status)
        }
    }

    @Test func `a limit that was set is cleared with the windows and by a reset`() throws {
        let client = try ControlWorld.client()
        for clear in [
            "DELETE /_understudy/limits?user=grace@example.com", "POST /_understudy/reset",
        ] {
            #expect(put(client, ControlWorld.grace, 7, #","limit":9"#).hasPrefix("200"))
            #expect(client.send(clear).status == 200)
            #expect(
                client.send("GET /_understudy/limits?service=cavos").description
                    == list(ada(0), grace(0)))
        }
    }

    @Test(arguments: [
        (#"{"service":"cavos","user":"ada@example.com"}"#, usage("")),
        (
            #"{"service":"cavos","user":"ada@example.com","requests":null}"#,
            usage(#",\"requests\":null"#)
        ),
        ("{}", wrong(#"service is missing, \#(services)"#)),
        (
            #"{"service":"cavos","requests":1}"#,
            wrong("user is missing, expected a string that is not blank")
        ),
        (#"{"user":"ada@example.com","requests":1}"#, wrong("service is missing, \(services)")),
        (
            #"{"service":"cavso","user":"ada@example.com","requests":1}"#,
            wrong(#"service is \"cavso\", \#(services)"#)
        ),
        (
            #"{"service":"cavos","user":"nobody@example.com","requests":1}"#,
            wrong(
                #"user is \"nobody@example.com\", expected the id or the e-mail address of a user"#)
        ),
        (requests("-1"), wrong("requests is -1, expected a non-negative integer")),
        (requests("1.5"), wrong("requests is 1.5, expected a non-negative integer")),
        (requests(#""1""#), wrong(#"requests is \"1\", expected a non-negative integer"#)),
        (
            requests("9223372036854775808"),
            wrong("requests is 9223372036854775808, expected a non-negative integer")
        ),
        (requests(#"1,"limit":-1"#), wrong("limit is -1, expected a non-negative integer")),
        (
            requests(#"1,"limits":1"#),
            wrong(#"limits is 1, expected no member of that name: did you mean \"limit\"?"#)
        ),
        (
            #"{"service":7,"user":"ada@example.com","requests":1}"#,
            wrong("service is 7, \(services)")
        ),
        (
            #"{"service":"cavos","user":null,"requests":1}"#,
            wrong("user is null, expected a string that is not blank")
        ),
        (
            #"{"service":"cavos","usr":"x"}"#,
            wrong(#"usr is \"x\", expected no member of that name: did you mean \"user\"?"#)
        ),
    ])
    func `a window that is not fully described is refused and changes nothing`(
        body: String, answer: String
    ) throws {
        let client = try ControlWorld.client()
        let before = client.send("GET /_understudy/limits")
        #expect(client.control("PUT /_understudy/limits", body: body).description == answer)
        #expect(client.send("GET /_understudy/limits") == before)
    }

    private static let services = #"expected one of \"cavos\", \"capgo\", \"capydb\""#

    private static func wrong(_ problem: String) -> String { #"400 {"error":"\#(problem)"}"# }

    private static func requests(_ value: String) -> String {
        #"{"service":"cavos","user":"ada@example.com","requests":\#(value)}"#
    }
}
