import Emulation
import HTTP
import JSON
import Testing
import UnderstudyTesting

@testable import Sandboxes

struct FaultTests {
    private static let key = "Authorization: Bearer \(ControlWorld.key)"
    private static let create = Wire(
        "POST /api/v1/apps", [key],
        body: #"{"name":"x","organization_id":"\#(ControlWorld.organization)"}"#)
    /// A request that no rate limit counts, and that changes nothing.
    private static let read = Wire("GET /organization/", ["authorization: x"])

    private func client(_ rules: String...) throws -> InProcessClient {
        let client = try ControlWorld.client()
        for rule in rules {
            #expect(client.control("POST /_understudy/faults", body: rule).status == 201, "\(rule)")
        }
        return client
    }

    private func delivery(_ client: InProcessClient, _ wire: Wire) throws -> Delivery {
        var result: Delivery?
        client.send(wire) { result = $0 }
        return try #require(result)
    }

    @Test func `a rule is shown with its counts, and removed by its id or with the others`() throws {
        let client = try ControlWorld.client()
        let added = client.control(
            "POST /_understudy/faults",
            body: #"{"match":{"service":"cavos"},"when":{"times":3},"then":{"status":503}}"#)
        let rule =
            #"{"id":"f1","match":{"service":"cavos"},"when":{"times":3},"then":{"status":503},"#
        #expect(added.description == #"201 \#(rule)"matched":0,"fired":0}"#)
        #expect(client.send(Self.create).status == 503)
        #expect(client.send("GET /ok").status == 200)
        let list = client.send("GET /_understudy/faults")
        #expect(list.description == #"200 {"faults":[\#(rule)"matched":1,"fired":1}]}"#)
        _ = client.control("POST /_understudy/faults", body: #"{"then":{"drop":true}}"#)
        #expect(client.send("DELETE /_understudy/faults/f1").description == #"200 {"removed":1}"#)
        let gone = client.send("DELETE /_understudy/faults/f1")
        #expect(gone.description == #"404 {"error":"There is no fault rule \"f1\""}"#)
        let odd = client.send("DELETE /_understudy/faults/%7Ff%C2%80%E2%80%AE")
        #expect(odd.body == #"{"error":"There is no fault rule \"\\u007ff\\u0080\\u202e\""}"#)
        #expect(client.send("GET /_understudy/faults").body.contains(#""id":"f2""#))
        #expect(client.send("DELETE /_understudy/faults").description == #"200 {"removed":1}"#)
        #expect(client.send("GET /_understudy/faults").body == #"{"faults":[]}"#)
        #expect(client.send(Self.create).status == 201)
    }

    @Test func `a reset removes the rules, and the next one has the first id again`() throws {
        let client = try client(#"{"then":{"status":500}}"#)
        _ = client.send("POST /_understudy/reset")
        #expect(client.send("GET /_understudy/faults").body == #"{"faults":[]}"#)
        let added = client.control("POST /_understudy/faults", body: #"{"then":{"drop":true}}"#)
        #expect(added.body.hasPrefix(#"{"id":"f1","#))
    }

    @Test(arguments: [
        (#"{"status":503}"#, #"503 {"error":"Service unavailable"}"#),
        (#"{"status":429}"#, #"429 {"error":"Too many requests"}"#),
        (#"{"status":418}"#, #"418 {"error":"Error"}"#),
        (#"{"status":502,"message":"Down \"now\""}"#, #"502 {"error":"Down \"now\""}"#),
        (#"{"status":200,"body":{"a":[1]}}"#, #"200 {"a":[1]}"#),
        (#"{"status":502,"body":"<html>"}"#, "502 <html>"), (#"{"status":204}"#, "204 "),
    ])
    func `a status replaces the answer in the service's shape, and nothing is performed`(
        then: String, answer: String
    ) throws {
        let client = try client(#"{"then":\#(then)}"#)
        let before = client.world
        let reply = client.send(Self.create)
        #expect(reply.description == answer)
        #expect(reply.headers["Access-Control-Allow-Origin"] == "*")
        #expect(client.world == before)
        #expect(client.exchanges.last?.fault == "f1")
        #expect(client.exchanges.last?.didChange == false)
    }

    @Test func `a 429 has the fields of the rate limit, and header fields can be set`() throws {
        let client = try client(
            #"{"when":{"times":1},"then":{"status":429}}"#,
            #"{"then":{"status":502,"body":"x","headers":{"content-type":"text/html","x-a":"b"}}}"#)
        #expect(client.send(Self.create).headers["Retry-After"] == "60")
        let reply = client.send(Self.create)
        #expect(reply.headers["Content-Type"] == "text/html")
        #expect(reply.headers["x-a"] == "b")
        #expect(reply.headers["Access-Control-Allow-Origin"] == "*")
    }

    @Test
    func `each service answers in its own shape, and a path of nobody in the control plane's`()
        throws
    {
        let client = try client(#"{"then":{"status":503}}"#)
        #expect(client.send("GET /ok").json["status"] == "KO")
        #expect(client.send("GET /v1/me").body == #"{"error":"service unavailable"}"#)
        #expect(client.send("GET /nothing").status == 503)
    }

    @Test(arguments: [
        (#"{"drop":true}"#, Delivery.Manner.drop, 0), (#"{"reset":true}"#, .reset, 0),
        (#"{"truncate_after_bytes":7}"#, .truncate(afterBytes: 7), 0),
        (#"{"truncate_after_bytes":0}"#, .truncate(afterBytes: 0), 0),
        (#"{"bytes_per_second":100}"#, .trickle(bytesPerSecond: 100), 0),
        (#"{"delay_ms":800}"#, .respond, 800),
        (#"{"drop":true,"delay_ms":5}"#, .drop, 5),
        (#"{"bytes_per_second":1,"delay_ms":5}"#, .trickle(bytesPerSecond: 1), 5),
    ])
    func `other faults deform the real answer, which is performed first`(
        then: String, manner: Delivery.Manner, delay: Int
    ) throws {
        let client = try client(#"{"then":\#(then)}"#)
        let delivery = try delivery(client, Self.create)
        #expect(delivery.manner == manner)
        #expect(delivery.delayMilliseconds == delay)
        #expect(delivery.response.status == 201)
        #expect(client.exchanges.last?.didChange == true)
        let isSent = manner != .drop && manner != .reset
        #expect(client.exchanges.last?.status == (isSent ? 201 : 0))
    }

    @Test(arguments: [
        (#"{"drop":true}"#, "dropped", false), (#"{"reset":true}"#, "reset", false),
        (#"{"truncate_after_bytes":7}"#, "truncated", true),
        (#"{"bytes_per_second":100}"#, "paced", true),
    ])
    func `the log says how an answer left, and a lost one has no status`(
        then: String, delivery: String, isSent: Bool
    ) throws {
        let client = try client(#"{"then":\#(then)}"#)
        _ = try self.delivery(client, Self.create)
        let entry = client.send("GET /_understudy/requests/1").json
        #expect(entry["delivery"]?.string == delivery)
        #expect(entry["fault"] == "f1")
        #expect(entry["status"] == (isSent ? 201 : .null))
        #expect(entry["changed"] == true)
        #expect(entry["answer"]?.string?.hasPrefix(#"{"app":"#) == true)
        let found = client.send("GET /_understudy/requests?status=201").json["requests"]?.array
        #expect(found?.count == (isSent ? 1 : 0))
        let verdict = client.control(
            "POST /_understudy/requests/verify", body: #"{"match":{"status":"2xx"},"at_most":0}"#)
        #expect(verdict.status == (isSent ? 409 : 200))
        let other = client.control(
            "POST /_understudy/requests/verify", body: #"{"match":{"path":"/none"}}"#)
        let summary = other.json["nearest"]?.array?.first?["request"]?.string
        #expect(summary == "POST /api/v1/apps → \(isSent ? "201" : "no answer")")
    }

    @Test func `a rule about the outcome sees the status of an answer that it drops`() throws {
        let client = try client(#"{"match":{"status":201},"then":{"drop":true}}"#)
        #expect(client.send(Self.create).status == 0)
        let entry = client.send("GET /_understudy/requests/1").json
        #expect(entry["status"] == JSONValue.null)
        #expect(entry["delivery"] == "dropped")
    }

    @Test(arguments: ["drop", "reset"])
    func `a request whose answer is lost need not be performed`(kind: String) throws {
        let client = try client(#"{"then":{"\#(kind)":true,"perform":false}}"#)
        let before = client.world
        let reply = client.send(Self.create)
        #expect(reply == Reply(status: 0, body: ""))
        #expect(client.world == before)
        #expect(client.exchanges.last?.status == 0)
    }

    @Test func `a status can be delayed`() throws {
        let client = try client(#"{"then":{"status":503,"delay_ms":20}}"#)
        let delivery = try delivery(client, Self.create)
        #expect(delivery.response.status == 503)
        #expect(delivery.delayMilliseconds == 20)
    }

    @Test func `the first rule that matches and is due fires`() throws {
        let client = try client(
            #"{"match":{"service":"cavos"},"when":{"times":1},"then":{"status":500}}"#,
            #"{"match":{"service":"capgo"},"then":{"status":501}}"#,
            #"{"match":{"method":"POST"},"then":{"status":502}}"#)
        #expect((0..<3).map { _ in client.send(Self.create).status } == [500, 502, 502])
        #expect(client.send("GET /ok").status == 501)
        #expect(client.send("GET /v1/me").status == 401)
    }

    @Test(arguments: [
        (#"{"times":3}"#, "xxx......"), (#"{"skip":2,"times":1}"#, "..x......"),
        (#"{"skip":2}"#, "..xxxxxxx"), (#"{"every":3}"#, "..x..x..x"),
        (#"{"every":1}"#, "xxxxxxxxx"),
        (#"{"skip":0,"times":1}"#, "x........"), (#"{"probability":1}"#, "xxxxxxxxx"),
        ("{}", "xxxxxxxxx"),
    ])
    func `a rule fires for exactly the requests that its schedule says`(when: String, fired: String)
        throws
    {
        let client = try client(#"{"match":{"path":"/ok"},"when":\#(when),"then":{"status":503}}"#)
        let seen = (0..<9).map { _ in
            // A request in between does not count.
            _ = client.send(Self.read)
            return client.send("GET /ok").status == 503 ? "x" : "."
        }
        #expect(seen.joined() == fired)
        let counts = #""matched":9,"fired":\#(fired.count { $0 == "x" })"#
        #expect(client.send("GET /_understudy/faults").body.contains(counts))
    }

    @Test func `probability is repeatable, and no id of the world depends on it`() throws {
        func run(_ seed: Int, _ probability: Double = 0.5) throws -> [Bool] {
            let rule = #"{"probability":\#(probability),"seed":\#(seed)}"#
            let client = try client(#"{"when":\#(rule),"then":{"delay_ms":1,"jitter_ms":9}}"#)
            let seen = try (0..<200).map { _ in
                try delivery(client, Wire("GET /ok")).delayMilliseconds > 0
            }
            let plain = try ControlWorld.client()
            #expect(client.send(Self.create).body == plain.send(Self.create).body)
            return seen
        }
        let first = try run(7)
        #expect(try run(7) == first)
        #expect(try run(8) != first)
        #expect((60...140).contains(first.count { $0 }))
        #expect(try run(7, 0.01).count { $0 } < 20)
    }

    @Test func `jitter adds a repeatable part to the delay`() throws {
        func run() throws -> [Int] {
            let client = try client(#"{"then":{"delay_ms":10,"jitter_ms":5}}"#)
            return try (0..<50).map { _ in
                try delivery(client, Wire("GET /ok")).delayMilliseconds
            }
        }
        let delays = try run()
        #expect(delays.allSatisfy { (10...15).contains($0) })
        #expect(delays.min() != delays.max())
        #expect(try run() == delays)
    }

    @Test
    func
        `refused and rate-limited requests are matched, and rules about the outcome deform their answers`()
        throws
    {
        let client = try client(
            #"{"match":{"status":429},"then":{"truncate_after_bytes":3}}"#,
            #"{"match":{"refusal":"nameRequired"},"then":{"delay_ms":7}}"#,
            #"{"match":{"basis":"documented"},"then":{"delay_ms":1}}"#)
        let counted = Wire("POST /api/v1/apps", [Self.key], body: "{}")
        let seen = try (0..<3).map { _ in try delivery(client, counted) }
        #expect(seen.map(\.response.status) == [400, 400, 429])
        #expect(seen.map(\.delayMilliseconds) == [7, 7, 0])
        #expect(seen[2].manner == .truncate(afterBytes: 3))
        #expect(client.exchanges.suffix(3).map(\.fault) == ["f2", "f2", "f1"])
    }

    @Test func `a rule before the request is performed wins over one about the outcome`() throws {
        let client = try client(
            #"{"match":{"status":200},"then":{"drop":true}}"#,
            #"{"when":{"skip":1},"then":{"status":500}}"#)
        #expect(client.send("GET /ok").status == 0)
        #expect(client.send("GET /ok").status == 500)
    }

    @Test(arguments: ["ada@example.com", ControlWorld.ada])
    func `an account is an id or an e-mail address, known before the request is performed`(
        account: String
    ) throws {
        let client = try client(#"{"match":{"account":"\#(account)"},"then":{"status":503}}"#)
        #expect(client.send(Self.create).status == 503)
        #expect(client.send("GET /organization/", ["authorization: x"]).status != 503)
        #expect(client.send("POST /api/v1/apps", ["Authorization: Bearer cav_other"]).status != 503)
    }

    @Test func `the control plane and the dashboards are never faulted`() throws {
        let client = try client(#"{"then":{"drop":true}}"#)
        #expect(client.send("GET /_understudy/health").status == 200)
        #expect(client.send("GET /_understudy/cavos/apps/x").status != 0)
        #expect(client.control("DELETE /_understudy/cavos/apps/x").status == 404)
        #expect(client.send("GET /_understudy/nothing").status == 404)
    }

    // MARK: Ending a delay early

    @Test(arguments: [
        "DELETE /_understudy/faults/f1", "DELETE /_understudy/faults", "POST /_understudy/reset",
    ])
    func `an answer is not delayed any longer than its rule is there`(line: String) throws {
        let client = try client(#"{"then":{"delay_ms":3600000}}"#)
        let hold = try #require(try delivery(client, Self.create).hold)
        var releaseCount = 0
        _ = hold.add { releaseCount += 1 }
        #expect(client.send(line).status == 200)
        #expect(releaseCount == 1)
        #expect(hold.isReleased)
    }

    @Test func `a sandbox that is dropped delays no answer any longer, and others do`() throws {
        let client = try client(#"{"then":{"delay_ms":3600000}}"#)
        _ = client.control("POST /_understudy/sandboxes", body: #"{"name":"a"}"#)
        _ = client.control(
            "POST /_sandbox/a/_understudy/faults", body: #"{"then":{"bytes_per_second":1}}"#)
        let hold = try #require(try delivery(client, Wire("GET /_sandbox/a/ok")).hold)
        let other = try #require(try delivery(client, Wire("GET /ok")).hold)
        #expect(client.send("DELETE /_understudy/sandboxes/a").status == 200)
        #expect(hold.isReleased)
        #expect(!other.isReleased)
    }

    // MARK: Limits

    /// A rule of about that many bytes.
    private static func rule(byteCount: Int) -> String {
        #"{"then":{"status":503,"body":"\#(String(repeating: "x", count: byteCount))"}}"#
    }

    @Test func `the rules of a sandbox have a limit in bytes, and removing some makes room`() throws {
        let client = try ControlWorld.client()
        client.sandbox.faults.budget.sandboxByteCountMax = 2_500
        func add() -> Reply {
            client.control("POST /_understudy/faults", body: Self.rule(byteCount: 1_000))
        }
        for _ in 0..<2 { #expect(add().status == 201) }
        let before = client.send("GET /_understudy/faults")
        let message =
            "The fault rules of this sandbox have 2064 bytes, and with this one they would have more "
            + "than 2500, the most there can be: remove those that are done, or make this one smaller"
        #expect(add().description == #"409 {"error":"\#(message)"}"#)
        #expect(client.send("GET /_understudy/faults") == before)
        #expect(client.send("DELETE /_understudy/faults/f1").status == 200)
        let added = add()
        #expect(added.status == 201)
        #expect(added.body.hasPrefix(#"{"id":"f3","#))
        #expect(add().status == 409)
        _ = client.send("DELETE /_understudy/faults")
        #expect(add().status == 201)
    }

    @Test func `the rules of all sandboxes have a limit in bytes, and dropping one makes room`()
        throws
    {
        let client = try ControlWorld.client()
        client.sandbox.faults.budget.byteCountMax = 3_500
        var count = 0
        func add() -> Reply {
            let name = "s\(count)"
            count += 1
            _ = client.control("POST /_understudy/sandboxes", body: #"{"name":"\#(name)"}"#)
            return client.control(
                "POST /_sandbox/\(name)/_understudy/faults", body: Self.rule(byteCount: 1_000))
        }
        for _ in 0..<3 { #expect(add().status == 201) }
        let refused = add()
        #expect(refused.status == 409)
        let message =
            "The fault rules of all sandboxes have 3096 bytes, and with this one they would "
        #expect(refused.body.contains(message), "\(refused)")
        _ = client.send("DELETE /_understudy/sandboxes/s1")
        #expect(add().status == 201)
        #expect(add().status == 409)
        _ = client.send("POST /_sandbox/s2/_understudy/reset")
        #expect(add().status == 201)
        #expect(add().status == 409)
    }

    @Test func `a large rule is read like a small one`() throws {
        let client = try ControlWorld.client()
        let text = String(repeating: "x", count: 100_000)
        let wrong = client.control(
            "POST /_understudy/faults", body: #"{"then":{"drop":true},"match":{"x":"\#(text)"}}"#)
        #expect(wrong.status == 400)
        #expect(wrong.body.contains("match.x is "))
        let rule = #"{"then":{"status":503,"body":"\#(text)"}}"#
        #expect(client.control("POST /_understudy/faults", body: rule).status == 201)
        #expect(client.send("GET /ok").body == text)
    }

    @Test func `the list of large rules is written in pieces`() throws {
        let client = try client(Self.rule(byteCount: 200_000), Self.rule(byteCount: 200_000))
        let body = try delivery(client, Wire("GET /_understudy/faults")).response.body
        let source = try #require(body.source)
        var text: [UInt8] = []
        while case .bytes(let bytes) = source.next(byteCountMax: 1 << 20) {
            #expect(bytes.count <= 64 << 10)
            text += bytes
        }
        #expect(text.count > 400_000)
        let rules = try JSONParser.parse(text).object?["faults"]?.array
        #expect(rules?.map { $0.object?["id"]?.string } == ["f1", "f2"])
    }

    @Test func `there are at most 1000 rules`() throws {
        let client = try ControlWorld.client()
        for _ in 0..<1000 {
            _ = client.control("POST /_understudy/faults", body: #"{"then":{"drop":true}}"#)
        }
        let reply = client.control("POST /_understudy/faults", body: #"{"then":{"drop":true}}"#)
        #expect(
            reply.description
                == #"409 {"error":"There are 1000 fault rules, the most there can be"}"#)
    }
}
