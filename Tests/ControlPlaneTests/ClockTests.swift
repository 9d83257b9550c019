import Emulation
import HTTP
import Sandboxes
import Testing
import Understudy
import UnderstudyTesting

struct ClockTests {
    private static let usage =
        #"one of {\"freeze\":\"2026-02-13T12:00:00Z\"}, {\"advance_seconds\":61}, {\"run\":true} and {\"run\":true,\"from\":\"now\"}"#

    @Test(arguments: [
        (#"{"freeze":"2030-01-01T00:00:00Z"}"#, "2030-01-01T00:00:00Z"),
        (#"{"freeze":"2030-01-01T01:00:00.25+01:00"}"#, "2030-01-01T00:00:00.250Z"),
        (#"{"advance_seconds":61}"#, "2026-02-13T12:01:01Z"),
        (#"{"advance_seconds":0}"#, "2026-02-13T12:00:00Z"),
        (#"{"advance_seconds":-43201}"#, "2026-02-12T23:59:59Z"),
        (#"{"advance_seconds":0.25}"#, "2026-02-13T12:00:00.250Z"),
        (#"{"advance_seconds":6.1e1}"#, "2026-02-13T12:01:01Z"),
        (#"{"advance_seconds":1e11}"#, "5194-12-29T21:46:40Z"),
        (#"{"advance_seconds":3e11}"#, "9999-12-31T23:59:59.999Z"),
        (#"{"advance_seconds":-3e11}"#, "0000-01-01T00:00:00Z"),
    ])
    func `the clock is frozen at a moment, or is advanced and stays frozen`(
        body: String, now: String
    ) throws {
        let client = try ControlWorld.client()
        let answer = #"200 {"now":"\#(now)","mode":"frozen"}"#
        #expect(client.control("PUT /_understudy/clock", body: body).description == answer)
        #expect(client.send("GET /_understudy/clock").description == answer)
    }

    /// Sends a request so many seconds after the start of a server whose clock runs from a time on.
    private func send(
        _ line: String, _ body: String = "", after seconds: Int64, to client: InProcessClient
    ) -> String {
        var text = ""
        let headers = body.isEmpty ? [] : ["Content-Type: application/json"]
        guard let request = try? Wire(line, headers, body: body).request() else { return text }
        let time = Self.start.advanced(byMilliseconds: seconds * 1000)
        client.gateway.handle(request, at: time) { delivery, _ in
            text = Reply(delivery).body
        }
        return text
    }

    private static let start = Timestamp(milliseconds: 1_770_984_000_000)

    private func clientOfRunningClock() throws -> InProcessClient {
        let moment = try #require(Timestamp(rfc3339: "2030-01-01T00:00:00Z"))
        let clock = SandboxClock(runningFrom: moment, systemTime: Self.start)
        let sandbox = Sandbox(
            world: World(), identifiers: IdentifierSource(seed: 1), clock: clock,
            createdAt: Self.start)
        return InProcessClient(sandbox: sandbox, time: Self.start)
    }

    @Test func `after a reset a clock that ran from a time on starts there again`() throws {
        let client = try clientOfRunningClock()
        func now(after seconds: Int64) -> String {
            send("GET /_understudy/clock", after: seconds, to: client)
        }
        #expect(now(after: 100) == #"{"now":"2030-01-01T00:01:40Z","mode":"running"}"#)
        #expect(send("POST /_understudy/reset", after: 200, to: client) == #"{"status":"ok"}"#)
        #expect(now(after: 200) == #"{"now":"2030-01-01T00:00:00Z","mode":"running"}"#)
        #expect(now(after: 207) == #"{"now":"2030-01-01T00:00:07Z","mode":"running"}"#)
        let later = #"{"run":true,"from":"2040-01-01T00:00:00Z"}"#
        _ = send("PUT /_understudy/clock", later, after: 208, to: client)
        _ = send("POST /_understudy/reset", after: 209, to: client)
        #expect(now(after: 210) == #"{"now":"2030-01-01T00:00:01Z","mode":"running"}"#)
    }

    @Test(arguments: [
        ("seed", "2030-01-01T00:00:00Z"), ("sandbox:default", "2030-01-01T00:00:50Z"),
    ])
    func `the clock of a new sandbox starts at the beginning or where its original is`(
        source: String, moment: String
    ) throws {
        let client = try clientOfRunningClock()
        func now(after seconds: Int64) -> String {
            send("GET /_sandbox/copy/_understudy/clock", after: seconds, to: client)
        }
        let body = #"{"name":"copy","from":"\#(source)"}"#
        _ = send("POST /_understudy/sandboxes", body, after: 50, to: client)
        #expect(now(after: 50) == #"{"now":"\#(moment)","mode":"running"}"#)
        _ = send("POST /_sandbox/copy/_understudy/reset", after: 80, to: client)
        #expect(now(after: 80) == #"{"now":"\#(moment)","mode":"running"}"#)
    }

    private static let seconds = "a number from -315576000000 to 315576000000"
    private static let time = #"an RFC 3339 time such as \"2026-02-13T12:00:00Z\""#

    @Test func `a running clock that is moved keeps running, and run removes the offset`() throws {
        let client = try ControlWorld.client()
        func put(_ body: String) -> String {
            client.control("PUT /_understudy/clock", body: body).body
        }
        #expect(
            put(#"{"advance_seconds":5}"#) == #"{"now":"2026-02-13T12:00:05Z","mode":"frozen"}"#)
        #expect(put(#"{"run":true}"#) == #"{"now":"2026-02-13T12:00:00Z","mode":"running"}"#)
        #expect(
            put(#"{"advance_seconds":7}"#) == #"{"now":"2026-02-13T12:00:07Z","mode":"running"}"#)
        #expect(put(#"{"run":true}"#) == #"{"now":"2026-02-13T12:00:00Z","mode":"running"}"#)
    }

    @Test func `a clock runs on from where it is, or from a time`() throws {
        let client = try ControlWorld.client()
        func put(_ body: String) -> String {
            client.control("PUT /_understudy/clock", body: body).body
        }
        _ = put(#"{"freeze":"2030-01-01T00:00:00Z"}"#)
        #expect(
            put(#"{"run":true,"from":"now"}"#)
                == #"{"now":"2030-01-01T00:00:00Z","mode":"running"}"#)
        #expect(
            put(#"{"advance_seconds":7}"#) == #"{"now":"2030-01-01T00:00:07Z","mode":"running"}"#)
        #expect(
            put(#"{"run":true,"from":"now"}"#)
                == #"{"now":"2030-01-01T00:00:07Z","mode":"running"}"#)
        #expect(
            put(#"{"from":"2020-02-29T01:00:00.5+01:00","run":true}"#)
                == #"{"now":"2020-02-29T00:00:00.500Z","mode":"running"}"#)
        #expect(put(#"{"run":true}"#) == #"{"now":"2026-02-13T12:00:00Z","mode":"running"}"#)
    }

    @Test(arguments: [
        "{}", #"{"freeze":null}"#, #"{"run":true,"advance_seconds":1}"#, #"{"from":"now"}"#,
        #"{"freeze":"2026-02-13T12:00:00Z","from":"now"}"#,
        #"{"advance_seconds":1,"from":"now"}"#, #"{"freeze":"2026-02-13T12:00:00Z","run":true}"#,
    ])
    func `any other form is refused and changes nothing`(body: String) throws {
        let client = try ControlWorld.client()
        let before = client.send("GET /_understudy/clock")
        let given = body.replacing("\"", with: "\\\"")
        #expect(
            client.control("PUT /_understudy/clock", body: body).description
                == #"400 {"error":"The body is \#(given), expected \#(Self.usage)"}"#)
        #expect(client.send("GET /_understudy/clock") == before)
    }

    @Test(arguments: [
        (#"{"freeze":"today"}"#, #"freeze is \"today\", expected \#(time)"#),
        (
            #"{"freeze":"2026-02-30T00:00:00Z"}"#,
            #"freeze is \"2026-02-30T00:00:00Z\", expected \#(time)"#
        ),
        (#"{"freeze":7}"#, #"freeze is 7, expected \#(time)"#),
        (#"{"freeze":true}"#, #"freeze is true, expected \#(time)"#),
        (#"{"run":false}"#, "run is false, expected true"),
        (#"{"run":false,"from":"now"}"#, "run is false, expected true"),
        (#"{"run":1}"#, "run is 1, expected true or false"),
        (#"{"run":"true"}"#, #"run is \"true\", expected true or false"#),
        (#"{"run":true,"from":"today"}"#, #"from is \"today\", expected \"now\" or \#(time)"#),
        (#"{"run":true,"from":7}"#, #"from is 7, expected \"now\" or \#(time)"#),
        (
            #"{"stop":true}"#,
            "stop is true, expected no member of that name: known are freeze, advance_seconds, run, from"
        ),
        (#"{"Run":true}"#, #"Run is true, expected no member of that name: did you mean \"run\"?"#),
        (
            #"{"freeze":"2026-02-13T12:00:00Z","mode":"frozen"}"#,
            #"mode is \"frozen\", expected no member of that name: known are freeze, advance_seconds, run, from"#
        ),
        (#"{"advance_seconds":"61"}"#, #"advance_seconds is \"61\", expected \#(seconds)"#),
        (#"{"advance_seconds":1e999}"#, "advance_seconds is 1e999, expected \(seconds)"),
        (#"{"advance_seconds":-1e300}"#, "advance_seconds is -1e300, expected \(seconds)"),
        (
            #"{"advance_seconds":315576000001}"#,
            "advance_seconds is 315576000001, expected \(seconds)"
        ),
        (
            #"{"advance":5}"#,
            #"advance is 5, expected no member of that name: did you mean \"advance_seconds\"?"#
        ),
    ])
    func `an invalid value is refused and changes nothing`(body: String, message: String) throws {
        let client = try ControlWorld.client()
        let before = client.send("GET /_understudy/clock")
        let reply = client.control("PUT /_understudy/clock", body: body)
        #expect(reply.description == #"400 {"error":"\#(message)"}"#)
        #expect(client.send("GET /_understudy/clock") == before)
    }

    @Test(arguments: [
        ("", "The body is empty, expected a JSON object"),
        (
            "{",
            "The body is not JSON: line 1, column 2: expected a member name or \\\"}\\\", found the end of the text"
        ),
        (
            "\u{FEFF}",
            "The body is not JSON: line 1, column 1: expected a value, found the end of the text"
        ),
        ("[]", "The body is [], expected a JSON object"),
        ("null", "The body is null, expected a JSON object"),
        ("\"run\"", #"The body is \"run\", expected a JSON object"#),
        (#"{"run":true,"run":true}"#, "run is given twice, expected one member of that name"),
    ])
    func `a body that is no object is refused`(body: String, message: String) throws {
        let client = try ControlWorld.client()
        let reply = client.control("PUT /_understudy/clock", body: body)
        #expect(reply.description == #"400 {"error":"\#(message)"}"#)
    }

    @Test func `one byte order mark before the body is ignored`() throws {
        let client = try ControlWorld.client()
        #expect(
            client.control("PUT /_understudy/clock", body: "\u{FEFF}{\"advance_seconds\":1}").status
                == 200)
    }

    @Test func `the services live by this clock`() throws {
        let client = try ControlWorld.client()
        for status in [400, 400, 429] {
            #expect(client.send(ControlWorld.counted).status == status)
        }
        _ = client.control("PUT /_understudy/clock", body: #"{"advance_seconds":59.999}"#)
        #expect(client.send(ControlWorld.counted).headers["Retry-After"] == "1")
        _ = client.control("PUT /_understudy/clock", body: #"{"advance_seconds":0.001}"#)
        #expect(client.send(ControlWorld.counted).status == 400)
    }
}
