import Emulation
import HTTP
import JSON
import Sandboxes
import Testing
import Understudy
import UnderstudyTesting

struct RequestLogTests {
    private static let key = "Authorization: Bearer \(ControlWorld.key)"
    private static let body = #"{"name":"x","organization_id":"\#(ControlWorld.organization)"}"#
    private static let create = Wire(
        "POST /api/v1/apps?q=1", [key, "User-Agent: test"], body: body)

    private func ids(_ reply: Reply) -> [Int] {
        (reply.json["requests"]?.array ?? []).compactMap { $0["id"]?.int }
    }

    @Test func `an entry says what was asked and what was answered`() throws {
        let client = try ControlWorld.client()
        let created = client.send(Self.create)
        let entry = client.send("GET /_understudy/requests/1").json
        #expect(entry["id"] == 1)
        #expect(entry["time"] == "2026-02-13T12:00:00Z")
        #expect(entry["wall_time"] == "2026-02-13T12:00:00Z")
        #expect(entry["sequence"] == 1)
        #expect(entry["method"] == "POST")
        #expect(entry["host"] == "localhost")
        #expect(entry["target"] == "/api/v1/apps?q=1")
        #expect(entry["headers"]?["Authorization"] == "Bearer cav_fake_rat…")
        #expect(entry["headers"]?["User-Agent"] == "test")
        #expect(entry["body"]?.string == Self.body)
        #expect(entry["body_bytes"]?.int == Self.body.utf8.count)
        #expect(entry["service"] == "cavos")
        #expect(entry["contract"] == "2026-02")
        #expect(entry["operation"] == "createApp")
        #expect(entry["account"]?.string == ControlWorld.ada)
        #expect(entry["credential"] == "cav_fake_rat…")
        #expect(entry["status"] == 201)
        #expect(entry["answer"]?.string == created.body)
        #expect(entry["answer_bytes"]?.int == created.body.utf8.count)
        #expect(entry["changed"] == true)
        #expect(entry["answer_headers"]?["Content-Type"] == "application/json")
        #expect(entry["answer_streamed"] == false)
        #expect(entry["hint"] == #"The item of the query "q" is not read."#)
        for name in ["refusal", "basis", "malformed", "fault", "delivery"] {
            #expect(entry[name] == JSONValue.null)
        }
    }

    @Test func `the header fields of an answer are in it, redacted and bounded`() throws {
        let client = try ControlWorld.client()
        let long = String(repeating: "x", count: 20_000)
        let fields = #"{"a":"1","set-cookie":"session_0123456789","z":"\#(long)"}"#
        _ = client.control(
            "POST /_understudy/faults", body: #"{"then":{"status":503,"headers":\#(fields)}}"#)
        _ = client.send("GET /ok")
        let headers = client.send("GET /_understudy/requests/1").json["answer_headers"]
        #expect(headers?["a"] == "1")
        #expect(headers?["set-cookie"] == "session_0123…")
        #expect(headers?["z"] == nil)
    }

    @Test func `a key is cut in a field of any name and in the query`() throws {
        let client = try ControlWorld.client()
        let fields = ["Authorisation: Bearer \(ControlWorld.key)", "x-k: \(ControlWorld.key)"]
        _ = client.send("GET /ok?key=\(ControlWorld.key)&a=1", fields)
        _ = client.send("GET /ok", fields + ["x-a: 1", "x-a: 2"])
        for id in 1...2 {
            let reply = client.send("GET /_understudy/requests/\(id)")
            #expect(reply.json["headers"]?["Authorisation"] == "Bearer cav_fake_rat…")
            #expect(reply.json["headers"]?["x-k"] == "cav_fake_rat…")
            #expect(!reply.body.contains(ControlWorld.key))
        }
        let target = client.send("GET /_understudy/requests/1").json["target"]
        #expect(target == "/ok?key=cav_fake_rat…&a=1")
    }

    @Test func `repeated fields are joined, and bytes that are not UTF-8 are repaired`() throws {
        let client = try ControlWorld.client()
        _ = client.send("GET /ok", ["x-a: 1", "x-b: ü", "x-a: \"2\"", "X-A: 3", "x-c: \u{1}"])
        _ = client.send("GET /ok", ["x-a: 1", "x-b: ü", "x-a: \"2\"", "X-A: 3"])
        let headers = client.send("GET /_understudy/requests/2").json["headers"]
        #expect(headers?["x-a"] == #"1, "2""#)
        #expect(headers?["X-A"] == "3")
        #expect(headers?["x-b"] == "ü")
        let request = Request(
            method: .post, target: "/ok", path: "/ok", body: [0x22, 0xFF, 0x0A, 0x01])
        _ = client.send(request)
        #expect(client.send("GET /_understudy/requests/3").json["body"] == "\"\u{FFFD}\n\u{1}")
    }

    @Test
    func
        `refused, faulted, unmatched, malformed and overload requests are in it, the control plane is not`()
        throws
    {
        let client = try ControlWorld.client()
        _ = client.send("POST /api/v1/apps", [Self.key], body: "{}")
        _ = client.send("GET /nothing")
        _ = client.control(
            "POST /_understudy/faults",
            body: #"{"match":{"path":"/ok"},"then":{"drop":true,"perform":false}}"#)
        _ = client.send("GET /ok")
        _ = client.send(Wire("POST /api/v1/apps", ["Expect: 200-ok"], body: "x"))
        client.gateway.handleOverload(at: .earliest) { _, _ in }
        _ = client.send("GET /_understudy/cavos/apps")
        let entries =
            client.send("GET /_understudy/requests?order=oldest").json["requests"]?.array ?? []
        #expect(entries.map { $0["status"]?.int } == [400, 404, nil, 417, 503])
        #expect(entries.map { $0["service"]?.string } == ["cavos", nil, "capgo", "cavos", nil])
        #expect(entries[0]["refusal"] == "nameRequired")
        #expect(entries[0]["basis"] == "observed")
        #expect(entries[2]["fault"] == "f1")
        #expect(entries[4]["malformed"] == "There are too many connections.")
    }

    @Test func `pages go from the newest to the oldest, or back`() throws {
        let client = try ControlWorld.client()
        for _ in 0..<7 { _ = client.send("GET /ok") }
        let first = client.send("GET /_understudy/requests?limit=3")
        #expect(ids(first) == [7, 6, 5])
        #expect(first.json["next_cursor"] == 5)
        #expect(first.json["total"] == 7)
        _ = client.send("GET /ok")
        let second = client.send("GET /_understudy/requests?limit=3&cursor=5")
        #expect(ids(second) == [4, 3, 2])
        let last = client.send("GET /_understudy/requests?limit=3&cursor=2")
        #expect(ids(last) == [1])
        #expect(last.json["next_cursor"] == JSONValue.null)
        #expect(ids(client.send("GET /_understudy/requests?limit=3&order=oldest")) == [1, 2, 3])
        #expect(
            ids(client.send("GET /_understudy/requests?limit=9&order=oldest&cursor=6")) == [7, 8])
        #expect(ids(client.send("GET /_understudy/requests?cursor=0")) == [])
        #expect(
            ids(client.send("GET /_understudy/requests?cursor=9223372036854775807&order=oldest"))
                == [])
        #expect(
            ids(client.send("GET /_understudy/requests?cursor=9223372036854775807&limit=1")) == [8])
    }

    @Test func `a filter has the members of a matcher`() throws {
        let client = try ControlWorld.client()
        _ = client.send(Self.create)
        _ = client.send("GET /ok")
        _ = client.send("POST /api/v1/apps", [Self.key], body: "{}")
        #expect(ids(client.send("GET /_understudy/requests?service=cavos")) == [3, 1])
        #expect(ids(client.send("GET /_understudy/requests?status=4xx")) == [3])
        #expect(
            ids(client.send("GET /_understudy/requests?account=ada@example.com&since=1")) == [3])
        #expect(
            ids(
                client.send(
                    "GET /_understudy/requests?key=\(ControlWorld.key)&body=%7B%22name%22:%22x%22%7D"
                )) == [1])
        #expect(ids(client.send("GET /_understudy/requests?key=cav_fake_rat%E2%80%A6")) == [3, 1])
    }

    @Test(arguments: [
        ("requests?limit=0", ##"limit is \"0\", expected an integer from 1 to 1000"##),
        ("requests?limit=1001", ##"limit is \"1001\", expected an integer from 1 to 1000"##),
        ("requests?cursor=-1", ##"cursor is \"-1\", expected a non-negative integer"##),
        ("requests?order=up", ##"order is \"up\", expected one of \"newest\", \"oldest\""##),
        (
            "requests?path=x&limt=3",
            ##"path is \"x\", expected a path that begins with a slash, such as \"/api/v1/*\" or \"/app/**\", of at most 1024 bytes"##
        ),
        (
            "requests?limt=3",
            ##"limt is \"3\", expected no member of that name: known are service, operation, method, path, query, headers, account, key, status, refusal, basis, body, since, fault"##
        ),
        (
            "requests/stream?limit=3",
            ##"limit is \"3\", expected no member of that name: known are service, operation, method, path, query, headers, account, key, status, refusal, basis, body, since, fault"##
        ),
    ])
    func `an item of the query that cannot be used is refused`(path: String, message: String) throws {
        let reply = try ControlWorld.client().send("GET /_understudy/\(path)")
        #expect(reply.description == #"400 {"error":"\#(message)"}"#)
    }

    @Test(arguments: ["0", "2", "x", "-1"])
    func `there is no entry with another number`(id: String) throws {
        let client = try ControlWorld.client()
        _ = client.send("GET /ok")
        let reply = client.send("GET /_understudy/requests/\(id)")
        #expect(
            reply.description == ##"404 {"error":"There is no request \"\##(id)\" in the log"}"##)
    }

    @Test func `it is cleared, also by a reset, and numbers are never given again`() throws {
        let client = try ControlWorld.client()
        _ = client.send("GET /ok")
        _ = client.send("GET /ok")
        #expect(client.send("DELETE /_understudy/requests").description == #"200 {"removed":2}"#)
        _ = client.send("GET /ok")
        #expect(ids(client.send("GET /_understudy/requests")) == [3])
        _ = client.send("POST /_understudy/reset")
        #expect(
            client.send("GET /_understudy/requests").body
                == #"{"requests":[],"next_cursor":null,"total":0,"evicted":0}"#)
        _ = client.send("GET /ok")
        #expect(ids(client.send("GET /_understudy/requests")) == [4])
    }

    @Test
    func `the first bytes of a streamed answer are in it, and its length when all of it was sent`()
        throws
    {
        let apps = (0..<900).map {
            #"{"app_id":"com.example.a\#($0)","name":"A","owner_org":"\#(ControlWorld.organization)"}"#
        }
        let seed = """
            {"version":1,"users":[{"id":"\(ControlWorld.ada)","email":"ada@example.com"}],"capgo":{
            "organizations":[{"id":"\(ControlWorld.organization)","name":"Ada","members":[{"user":"\(ControlWorld.ada)",\
            "role":"super_admin"}]}],"apps":[\(apps.joined(separator: ","))],
            "api_keys":[{"user_id":"\(ControlWorld.ada)","mode":"all","name":"Key","key":"ak_fake_streamed_answer"}]}}
            """
        let client = try InProcessClient(seed: seed)
        let wire = Wire("GET /app/?limit=1000", ["authorization: ak_fake_streamed_answer"])
        var delivery: Delivery?
        client.send(wire) { delivery = $0 }
        let source = try #require(delivery?.response.body.source)
        guard case .bytes(let first) = source.next(byteCountMax: 65_536) else {
            return #expect(Bool(false))
        }
        func entry(_ id: Int) -> JSONValue { client.send("GET /_understudy/requests/\(id)").json }
        #expect(entry(1)["answer_streamed"] == true)
        #expect(entry(1)["answer_bytes"] == JSONValue.null)
        #expect(entry(1)["answer"]?.string == String(decoding: first.prefix(16_384), as: UTF8.self))
        source.cancel()
        #expect(entry(1)["answer_bytes"] == JSONValue.null)
        let reply = client.send(wire)
        #expect(reply.body.utf8.count > 65_536)
        #expect(entry(2)["answer_bytes"]?.int == reply.body.utf8.count)
        #expect(entry(2)["answer"]?.string == String(reply.body.prefix(16_384)))
    }

    @Test func `long bodies are cut`() throws {
        let client = try ControlWorld.client()
        let body = #"{"name":"\#(String(repeating: "n", count: 20_000))"}"#
        _ = client.send("POST /api/v1/apps", [Self.key], body: body)
        let entry = client.send("GET /_understudy/requests/1").json
        #expect(entry["body"]?.string == String(body.prefix(16_384)))
        #expect(entry["body_bytes"]?.int == body.utf8.count)
        #expect(ids(client.send("GET /_understudy/requests?body=%7B%7D")) == [])
    }

    @Test(arguments: [
        Wire("GET /organization/", ["authorization: ak_secret_0123456789"]),
        Wire("GET /organization/", ["x-api-key: ak_secret_0123456789"]),
        Wire("GET /api/v1/apps", ["capgkey: ak_secret_0123456789"]),
        Wire("GET /nothing", ["Authorization: bearer ak_secret_0123456789"]),
        Wire("GET /nothing", ["Authorization: ak_secret_0123456789 x"]),
        Wire("GET /nothing", ["Cookie: ak_secret_0123456789"]),
        Wire("DELETE /apikey/ak_secret_0123456789"),
        Wire("GET /else/apikey/ak_secret_0123456789/x"),
        Wire("GET /v1/device-logins/1?poll%5Ftoken=ak_secret_0123456789&x=1"),
        Wire("GET /nothing?poll_token=ak_secret_0123456789"),
        Wire("POST /apikey/", body: #"{"a":[{"key" : "ak_secret_0123456789"}]}"#),
        Wire("POST /apikey/", body: #"{"k\u0065y":"ak_secret_0123456789"}"#),
        Wire("POST /apikey/", body: #"{"key":["ak_secret_0123456789","ak_secret_0123456789"]}"#),
        Wire("POST /apikey/", body: #"{"key":"ak_secret_0123456789"#),
        Wire("POST /apikey/", body: "key=ak_secret_0123456789&a=b"),
        Wire("POST /nothing", body: #"{"plaintext_api_key":"ak_secret_0123456789"}"#),
        Wire(
            "POST /apikey/",
            body: #"{"x":"\#(String(repeating: "x", count: 16_350))","key":"ak_secret_0123456789"}"#
        ),
    ])
    func `a credential is cut wherever it is`(wire: Wire) throws {
        let client = try ControlWorld.client()
        _ = client.send(wire)
        let text = client.send("GET /_understudy/requests/1").body
        #expect(!text.contains("456789"), "\(text)")
        #expect(text.contains("ak_secr"))
    }

    @Test func `a key in an answer is cut`() throws {
        let seed = try SourceTree.text("seed/demo.json")
        let client = try InProcessClient(seed: seed)
        let reply = client.send("GET /apikey/", ["authorization: ak_demo_fake_ada_all"])
        #expect(reply.body.contains(#""key":"ak_demo_fake_ada_all""#))
        let answer = client.send("GET /_understudy/requests/1").json["answer"]?.string
        #expect(answer?.contains(#""key":"ak_demo_fake…""#) == true)
        #expect(answer?.contains("ak_demo_fake_ada_all") == false)
    }

    // MARK: Bounds

    private func client(_ budget: RequestLogBudget) throws -> InProcessClient {
        try InProcessClient(seed: ControlWorld.seed, requestLogs: budget)
    }

    @Test func `the oldest entries are evicted by count, and counted`() throws {
        let client = try client(RequestLogBudget(entryCountMax: 5))
        for _ in 0..<12 { _ = client.send("GET /ok") }
        let page = client.send("GET /_understudy/requests")
        #expect(ids(page) == [12, 11, 10, 9, 8])
        #expect(page.json["evicted"] == 7)
        #expect(client.send("GET /_understudy/requests/7").status == 404)
        #expect(client.send("GET /_understudy/requests/8").status == 200)
    }

    @Test func `the oldest entries are evicted by bytes`() throws {
        let client = try client(RequestLogBudget(byteCountMax: 50_000))
        let body = String(repeating: "x", count: 10_000)
        for _ in 0..<9 { _ = client.send("POST /ok", body: body) }
        #expect(ids(client.send("GET /_understudy/requests")) == [9, 8, 7, 6])
    }

    @Test func `the logs of all sandboxes share a bound, and the largest loses entries`() throws {
        let budget = RequestLogBudget(totalByteCountMax: 25_000)
        let first = try client(budget)
        var second: InProcessClient? = try client(budget)
        for _ in 0..<20 { _ = first.send("GET /ok") }
        _ = second?.send("GET /ok")
        for _ in 0..<30 { _ = first.send("GET /ok") }
        #expect(first.send("GET /_understudy/requests").json["evicted"] != 0)
        #expect(second.map { ids($0.send("GET /_understudy/requests")) } == [1])
        for _ in 0..<60 { _ = second?.send("GET /ok") }
        let left = ids(first.send("GET /_understudy/requests")).count
        #expect((5...30).contains(left))
        // The end of a sandbox gives its bytes back.
        second = nil
        for _ in 0..<60 { _ = first.send("GET /ok") }
        #expect(ids(first.send("GET /_understudy/requests")).count > left + 5)
    }

    @Test func `without a log its operations say how to have one`() throws {
        let client = try client(RequestLogBudget(entryCountMax: 0))
        _ = client.send("GET /ok")
        for line in [
            "GET /_understudy/requests", "GET /_understudy/requests/1",
            "GET /_understudy/requests/stream",
        ] {
            let reply = client.send(line)
            #expect(
                reply.description
                    == #"409 {"error":"Requests are not logged: start without --no-request-log"}"#)
        }
    }
}
