import JSON
import Sandboxes
import Testing
import Understudy
import UnderstudyTesting

struct RequestVerifyTests {
    private static let key = "Authorization: Bearer \(ControlWorld.key)"

    /// Three requests: a health check of Capgo, an app without a name, an unknown path.
    private func client(_ budget: RequestLogBudget = RequestLogBudget()) throws -> InProcessClient {
        let client = try InProcessClient(seed: ControlWorld.seed, requestLogs: budget)
        _ = client.send("GET /ok?a=1", ["Accept: text/html"])
        _ = client.send("POST /api/v1/apps", [Self.key], body: #"{"x":{"y":1,"z":2}}"#)
        _ = client.send("GET /nothing")
        return client
    }

    private func verify(_ client: InProcessClient, _ body: String) -> Reply {
        client.control("POST /_understudy/requests/verify", body: body)
    }

    @Test(arguments: [
        ("{}", 3), (#"{"count":3}"#, 3), (#"{"at_least":3}"#, 3), (#"{"at_most":3}"#, 3),
        (#"{"at_least":1,"at_most":4}"#, 3),
        (#"{"match":{"method":"GET"},"count":2}"#, 2), (#"{"match":{"status":500},"count":0}"#, 0),
        (#"{"match":{"status":"4xx"}}"#, 2), (#"{"match":{"body":{"x":{"y":1}}},"count":1}"#, 1),
        (#"{"sequence":[{"path":"/ok"},{"path":"/nothing"}]}"#, 3),
        (
            #"{"sequence":[{"path":"/ok"},{"service":"cavos"},{"status":404}],"none_other_than":true}"#,
            3
        ),
        (#"{"match":{"method":"GET"},"sequence":[{"path":"/ok"},{"path":"/nothing"}]}"#, 2),
        (#"{"match":{"path":"/**"},"none_other_than":true}"#, 3),
    ])
    func `what was asked as expected is confirmed`(body: String, matched: Int) throws {
        #expect(
            verify(try client(), body).description
                == #"200 {"matched":\#(matched),"complete":true}"#)
    }

    @Test(arguments: [
        (#"{"match":{"path":"/ok"},"count":2}"#, "1 request matches, expected 2", "nearest"),
        (#"{"match":{"path":"/ok"},"count":0}"#, "1 request matches, expected 0", "matching"),
        (
            #"{"match":{"method":"GET"},"at_most":1}"#, "2 requests match, expected at most 1",
            "matching"
        ),
        (
            #"{"match":{"method":"GET"},"at_least":3}"#, "2 requests match, expected at least 3",
            "nearest"
        ),
        (
            #"{"match":{"method":"PUT"},"at_least":2,"at_most":3}"#,
            "0 requests match, expected 2 to 3", "nearest"
        ),
        (
            #"{"match":{"method":"GET"},"none_other_than":true}"#,
            "1 request does not match, expected none", "others"
        ),
        (
            #"{"sequence":[{"path":"/nothing"},{"path":"/ok"}]}"#,
            "request 2 of the sequence was made in the wrong order: before request 1, and not after it",
            "earlier"
        ),
        (
            #"{"sequence":[{"path":"/ok"},{"path":"/absent"}]}"#,
            "request 2 of the sequence was not made after request 1", "nearest"
        ),
        (
            #"{"sequence":[{"path":"/absent"},{"path":"/ok"}]}"#,
            "request 1 of the sequence was not made", "nearest"
        ),
        (
            #"{"match":{"path":"/ok"},"at_least":2}"#, "1 request matches, expected at least 2",
            "matching"
        ),
        (#"{"match":{"path":"/none"}}"#, "0 requests match, expected at least 1", "nearest"),
        (
            #"{"sequence":[{"path":"/ok"},{"path":"/nothing"}],"none_other_than":true}"#,
            "1 request is not part of the sequence, expected none", "others"
        ),
    ])
    func `what was asked otherwise is a conflict that says what came nearest`(
        body: String, message: String, list: String
    ) throws {
        let reply = verify(try client(), body)
        #expect(reply.status == 409)
        #expect(reply.json["error"]?.string == message)
        #expect(reply.json["complete"] == true)
        #expect(reply.json[list]?.array != nil)
    }

    @Test func `a step that was made too early is named`() throws {
        let reply = verify(
            try client(), #"{"sequence":[{"path":"/nothing"},{"method":"POST"},{"path":"/ok"}]}"#)
        #expect(reply.json["earlier"] == [["id": 2, "request": "POST /api/v1/apps → 400"]])
        #expect(reply.json["nearest"]?.array?.isEmpty == true)
    }

    @Test func `the wrong order in a full log is found in several turns`() throws {
        let client = try ControlWorld.client()
        for _ in 0..<700 { _ = client.send("GET /ok") }
        _ = client.send("GET /nothing")
        var turns: [() -> Void] = []
        client.gateway.runLater = { turns.append($0) }
        var reply: Reply?
        let body = #"{"sequence":[{"path":"/nothing"},{"path":"/absent"}]}"#
        let fields = ["Content-Type: application/json"]
        client.send(Wire("POST /_understudy/requests/verify", fields, body: body)) {
            reply = Reply($0)
        }
        var turnCount = 0
        while reply == nil, let turn = turns.popLast() {
            turn()
            turnCount += 1
        }
        #expect(turnCount == 4)
        #expect(reply?.json["error"] == "request 2 of the sequence was not made after request 1")
    }

    @Test func `the nearest request is the one with the fewest differences, with what differs`()
        throws
    {
        let body =
            #"{"match":{"service":"capgo","method":"GET","path":"/ok","query":{"a":"2"},"headers":{"accept":"x"}}}"#
        let nearest = verify(try client(), body).json["nearest"]?.array
        #expect(nearest?.count == 3)
        #expect(
            nearest?.first
                == [
                    "id": 1, "request": "GET /ok?a=1 → 200",
                    "differences": [
                        ["member": "query.a", "expected": "2", "actual": "1"],
                        ["member": "headers.accept", "expected": "x", "actual": "text/html"],
                    ],
                ])
    }

    @Test(arguments: [
        (#"{"service":"capydb"}"#, "service", #""capgo""#),
        (#"{"operation":"createApp"}"#, "operation", #""healthOk""#),
        (#"{"method":"PUT"}"#, "method", #""GET""#), (#"{"path":"/x"}"#, "path", #""/ok?a=1""#),
        (#"{"account":"x"}"#, "account", "null"), (#"{"key":"x"}"#, "key", "null"),
        (#"{"status":500}"#, "status", "200"),
        (#"{"refusal":"nameRequired"}"#, "refusal", "null"),
        (#"{"basis":"assumed"}"#, "basis", "null"),
        (#"{"body":{"a":1}}"#, "body", #""""#), (#"{"since":7}"#, "since", "1"),
        (#"{"since":"2027-01-01T00:00:00Z"}"#, "since", #""2026-02-13T12:00:00Z""#),
        (#"{"fault":true}"#, "fault", "null"),
    ])
    func `each member can be what differs`(match: String, member: String, actual: String) throws {
        let client = try ControlWorld.client()
        _ = client.send("GET /ok?a=1")
        let difference = verify(client, #"{"match":\#(match)}"#).json["nearest"]?.array?.first?[
            "differences"]?.array
        #expect(difference?.count == 1)
        #expect(difference?.first?["member"]?.string == member)
        if member != "operation" { #expect(difference?.first?["actual"]?.text == actual) }
    }

    @Test(
        arguments: [
            // Two of the three requests are evicted.
            (#"{"match":{"method":"GET"},"count":1}"#, nil),
            (#"{"match":{"method":"GET"},"count":2}"#, nil),
            (#"{"match":{"method":"GET"},"count":0}"#, true),
            (#"{"match":{"method":"GET"},"at_most":0}"#, true),
            (#"{"match":{"method":"GET"},"at_least":4}"#, true),
            (#"{"match":{"path":"/ok"},"at_least":1}"#, nil),
            (#"{"sequence":[{"path":"/ok"},{"path":"/nothing"}]}"#, nil),
            (#"{"match":{"method":"GET","since":2},"count":2}"#, true),
            (#"{"match":{"method":"POST"},"none_other_than":true}"#, true),
            (#"{"match":{"method":"GET"},"none_other_than":true}"#, nil),
        ] as [(String, Bool?)])
    func `where evicted entries could change the verdict, it is not guessed`(
        body: String, isComplete: Bool?
    ) throws {
        let reply = verify(try client(RequestLogBudget(entryCountMax: 1)), body)
        #expect(reply.status == 409)
        #expect(reply.json["complete"] == .bool(isComplete ?? false))
        let sentence =
            "This cannot be told: 2 older requests were evicted from the log and could have matched"
        #expect((reply.json["error"]?.string == sentence) == (isComplete == nil))
    }

    @Test(arguments: [
        #"{"match":{"method":"GET"},"at_least":1}"#, #"{"match":{"method":"GET"},"at_most":3}"#,
        #"{"at_least":1}"#,
        #"{"match":{"since":2},"count":1}"#, #"{"sequence":[{"path":"/nothing"}]}"#,
    ])
    func `where evicted entries cannot change the verdict, it counts`(body: String) throws {
        #expect(verify(try client(RequestLogBudget(entryCountMax: 1)), body).status == 200)
    }

    @Test func `a body that is not whole in the log decides nothing`() throws {
        let client = try ControlWorld.client()
        let long = #"{"name":"\#(String(repeating: "n", count: 20_000))"}"#
        _ = client.send("POST /api/v1/apps", [Self.key], body: long)
        let reply = verify(client, #"{"match":{"body":{"name":"x"}},"count":0}"#)
        #expect(reply.json["complete"] == false)
        #expect(
            reply.json["error"]
                == "This cannot be told: of 1 request the log has only the first 16384 bytes of the body"
        )
        #expect(
            verify(client, #"{"match":{"method":"GET","body":{"name":"x"}},"count":0}"#).status
                == 200)
    }

    @Test func `a full log is compared in several turns`() throws {
        let client = try ControlWorld.client()
        for _ in 0..<3500 { _ = client.send("GET /ok") }
        var turns: [() -> Void] = []
        client.gateway.runLater = { turns.append($0) }
        var reply: Reply?
        client.send(
            Wire(
                "POST /_understudy/requests/verify", ["Content-Type: application/json"],
                body: #"{"count":3500}"#)
        ) { reply = Reply($0) }
        for _ in 0..<11 {
            #expect(reply == nil)
            #expect(turns.count == 1)
            turns.removeFirst()()
        }
        #expect(reply?.status == 200)
    }

    @Test(arguments: [
        (#"{"count":-1}"#, "count is -1, expected a non-negative integer"),
        (#"{"count":"2"}"#, ##"count is \"2\", expected a non-negative integer"##),
        (#"{"at_least":1.5}"#, "at_least is 1.5, expected a non-negative integer"),
        (
            #"{"count":1,"at_most":2}"#,
            ##"count is 1, expected no such member together with \"at_least\" or \"at_most\""##
        ),
        (
            #"{"at_least":3,"at_most":2}"#,
            ##"at_most is 2, expected a number that is not below \"at_least\""##
        ),
        (#"{"match":[]}"#, "match is [], expected an object"),
        (
            #"{"match":{"methd":"GET"}}"#,
            ##"match.methd is \"GET\", expected no member of that name: did you mean \"method\"?"##
        ),
        (#"{"sequence":{}}"#, "sequence is {}, expected a list, of which each entry is an object"),
        (
            #"{"sequence":[]}"#,
            ##"sequence is [], expected at least one matcher, without \"count\", \"at_least\" and \"at_most\""##
        ),
        (
            #"{"sequence":[{}],"count":1}"#,
            ##"sequence is [{}], expected at least one matcher, without \"count\", \"at_least\" and \"at_most\""##
        ),
        (
            #"{"sequence":[{},{"status":1}]}"#,
            ##"sequence[1].status is 1, expected a status such as 404, or a class such as \"5xx\""##
        ),
        (#"{"none_other_than":1}"#, "none_other_than is 1, expected true or false"),
        (
            #"{"matches":{}}"#,
            ##"matches is {}, expected no member of that name: did you mean \"match\"?"##
        ),
    ])
    func `a member that cannot be used is refused`(body: String, message: String) throws {
        #expect(verify(try client(), body).description == #"400 {"error":"\#(message)"}"#)
    }
}
