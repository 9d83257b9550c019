import HTTP
import Testing
import UnderstudyTesting

struct ClockTests {
    private static let usage =
        #"400 {"error":"Give one of {\"freeze\":\"2026-02-13T12:00:00Z\"}, {\"advance_seconds\":61}, {\"run\":true} and {\"run\":true,\"from\":\"now\"}"}"#

    @Test(arguments: [
        (#"{"freeze":"2030-01-01T00:00:00Z"}"#, "2030-01-01T00:00:00Z"),
        (#"{"freeze":"2030-01-01T01:00:00.25+01:00"}"#, "2030-01-01T00:00:00.250Z"),
        (#"{"advance_seconds":61}"#, "2026-02-13T12:01:01Z"), (#"{"advance_seconds":0}"#, "2026-02-13T12:00:00Z"),
        (#"{"advance_seconds":-43201}"#, "2026-02-12T23:59:59Z"),
        (#"{"advance_seconds":0.25}"#, "2026-02-13T12:00:00.250Z"),
        (#"{"advance_seconds":6.1e1}"#, "2026-02-13T12:01:01Z"),
        (#"{"advance_seconds":1e11}"#, "5194-12-29T21:46:40Z"),
        (#"{"advance_seconds":3e11}"#, "9999-12-31T23:59:59.999Z"),
        (#"{"advance_seconds":-3e11}"#, "0000-01-01T00:00:00Z"),
    ])
    func `the clock is frozen at a moment, or is advanced and stays frozen`(body: String, now: String) throws {
        let client = try ControlWorld.client()
        let answer = #"200 {"now":"\#(now)","mode":"frozen"}"#
        #expect(client.control("PUT /_understudy/clock", body: body).description == answer)
        #expect(client.send("GET /_understudy/clock").description == answer)
    }

    private static let time = #"an RFC 3339 time such as \"2026-02-13T12:00:00Z\""#

    @Test func `a running clock that is moved keeps running, and run removes the offset`() throws {
        let client = try ControlWorld.client()
        func put(_ body: String) -> String { client.control("PUT /_understudy/clock", body: body).body }
        #expect(put(#"{"advance_seconds":5}"#) == #"{"now":"2026-02-13T12:00:05Z","mode":"frozen"}"#)
        #expect(put(#"{"run":true}"#) == #"{"now":"2026-02-13T12:00:00Z","mode":"running"}"#)
        #expect(put(#"{"advance_seconds":7}"#) == #"{"now":"2026-02-13T12:00:07Z","mode":"running"}"#)
        #expect(put(#"{"run":true}"#) == #"{"now":"2026-02-13T12:00:00Z","mode":"running"}"#)
    }

    @Test func `a clock runs on from where it is, or from a time`() throws {
        let client = try ControlWorld.client()
        func put(_ body: String) -> String { client.control("PUT /_understudy/clock", body: body).body }
        _ = put(#"{"freeze":"2030-01-01T00:00:00Z"}"#)
        #expect(put(#"{"run":true,"from":"now"}"#) == #"{"now":"2030-01-01T00:00:00Z","mode":"running"}"#)
        #expect(put(#"{"advance_seconds":7}"#) == #"{"now":"2030-01-01T00:00:07Z","mode":"running"}"#)
        #expect(put(#"{"run":true,"from":"now"}"#) == #"{"now":"2030-01-01T00:00:07Z","mode":"running"}"#)
        #expect(
            put(#"{"from":"2020-02-29T01:00:00.5+01:00","run":true}"#)
                == #"{"now":"2020-02-29T00:00:00.500Z","mode":"running"}"#)
        #expect(put(#"{"run":true}"#) == #"{"now":"2026-02-13T12:00:00Z","mode":"running"}"#)
    }

    @Test(arguments: [
        "{}", #"{"freeze":null}"#, #"{"run":false}"#, #"{"run":true,"advance_seconds":1}"#, #"{"from":"now"}"#,
        #"{"run":false,"from":"now"}"#, #"{"freeze":"2026-02-13T12:00:00Z","from":"now"}"#,
        #"{"advance_seconds":1,"from":"now"}"#, #"{"freeze":"2026-02-13T12:00:00Z","run":true}"#,
    ])
    func `any other form is refused and changes nothing`(body: String) throws {
        let client = try ControlWorld.client()
        let before = client.send("GET /_understudy/clock")
        #expect(client.control("PUT /_understudy/clock", body: body).description == Self.usage)
        #expect(client.send("GET /_understudy/clock") == before)
    }

    @Test(arguments: [
        (#"{"freeze":"today"}"#, #"freeze is \"today\", expected \#(time), or null"#),
        (#"{"freeze":"2026-02-30T00:00:00Z"}"#, #"freeze is \"2026-02-30T00:00:00Z\", expected \#(time), or null"#),
        (#"{"freeze":7}"#, #"freeze is 7, expected \#(time), or null"#),
        (#"{"freeze":true}"#, #"freeze is true, expected \#(time), or null"#),
        (#"{"run":1}"#, "run is 1, expected true or false, or null"),
        (#"{"run":"true"}"#, #"run is \"true\", expected true or false, or null"#),
        (#"{"run":true,"from":"today"}"#, #"from is \"today\", expected \"now\" or \#(time)"#),
        (#"{"run":true,"from":7}"#, "from is 7, expected a string, or null"),
        (
            #"{"stop":true}"#,
            "stop is true, expected no member of that name: known are freeze, advance_seconds, run, from"
        ),
        (#"{"Run":true}"#, #"Run is true, expected no member of that name: did you mean \"run\"?"#),
        (
            #"{"freeze":"2026-02-13T12:00:00Z","mode":"frozen"}"#,
            #"mode is \"frozen\", expected no member of that name: known are freeze, advance_seconds, run, from"#
        ),
        (#"{"advance_seconds":"61"}"#, #"advance_seconds is \"61\", expected a number, or null"#),
        (#"{"advance_seconds":1e999}"#, "advance_seconds is 1e999, expected a number, or null"),
        (#"{"advance_seconds":-1e300}"#, "advance_seconds must be at most ten thousand years"),
        (#"{"advance_seconds":315576000001}"#, "advance_seconds must be at most ten thousand years"),
    ])
    func `an invalid value is refused and changes nothing`(body: String, message: String) throws {
        let client = try ControlWorld.client()
        let before = client.send("GET /_understudy/clock")
        let reply = client.control("PUT /_understudy/clock", body: body)
        #expect(reply.description == #"400 {"error":"\#(message)"}"#)
        #expect(client.send("GET /_understudy/clock") == before)
    }

    @Test(arguments: [
        ("", "The body is not JSON: line 1, column 1: expected a value, found the end of the text"),
        ("{", "The body is not JSON: line 1, column 2: expected a member name or \\\"}\\\", found the end of the text"),
        ("\u{FEFF}", "The body is not JSON: line 1, column 1: expected a value, found the end of the text"),
        ("[]", "The body must be a JSON object"), ("null", "The body must be a JSON object"),
        ("\"run\"", "The body must be a JSON object"),
    ])
    func `a body that is no object is refused`(body: String, message: String) throws {
        let client = try ControlWorld.client()
        let reply = client.control("PUT /_understudy/clock", body: body)
        #expect(reply.description == #"400 {"error":"\#(message)"}"#)
    }

    @Test func `one byte order mark before the body is ignored`() throws {
        let client = try ControlWorld.client()
        #expect(client.control("PUT /_understudy/clock", body: "\u{FEFF}{\"advance_seconds\":1}").status == 200)
    }

    @Test func `the services live by this clock`() throws {
        let client = try ControlWorld.client()
        for status in [400, 400, 429] { #expect(client.send(ControlWorld.counted).status == status) }
        _ = client.control("PUT /_understudy/clock", body: #"{"advance_seconds":59.999}"#)
        #expect(client.send(ControlWorld.counted).headers["Retry-After"] == "1")
        _ = client.control("PUT /_understudy/clock", body: #"{"advance_seconds":0.001}"#)
        #expect(client.send(ControlWorld.counted).status == 400)
    }
}
