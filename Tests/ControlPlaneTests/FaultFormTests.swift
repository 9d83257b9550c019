import Testing
import UnderstudyTesting

/// Every member of a fault rule's body, wrong in each way.
struct FaultFormTests {
    private static let kinds =
        ##"one of \"status\", \"drop\", \"reset\", \"truncate_after_bytes\" and "##
        + ##"\"bytes_per_second\", with \"delay_ms\" or without, or \"delay_ms\" alone"##
    private static let schedules =
        ##"one of {\"times\":3}, {\"skip\":2,\"times\":1}, {\"every\":5} and "##
        + ##"{\"probability\":0.2,\"seed\":7}"##
    private static let performed =
        "no member that is known only after the request was performed: "
        + "this rule answers instead of performing it"
    private static let time = ##"an RFC 3339 time such as \"2026-02-13T12:00:00Z\""##

    static let rows: [(body: String, message: String)] = [
        ("{}", "then is missing, expected an object"),
        (#"{"then":null}"#, "then is null, expected an object"),
        (#"{"then":7}"#, "then is 7, expected an object"),
        (#"{"then":{}}"#, "then is {}, expected \(kinds)"),
        (
            #"{"then":{"drop":true},"if":1}"#,
            "if is 1, expected no member of that name: known are match, when, then"
        ),
        (#"{"then":{"drop":true},"match":[]}"#, "match is [], expected an object"),
        (#"{"then":{"drop":true},"when":"x"}"#, #"when is \"x\", expected an object"#),
        // then
        (#"{"then":{"drop":false}}"#, "then.drop is false, expected true"),
        (#"{"then":{"reset":false}}"#, "then.reset is false, expected true"),
        (#"{"then":{"drop":1}}"#, "then.drop is 1, expected true or false"),
        (#"{"then":{"status":99}}"#, "then.status is 99, expected an integer from 200 to 599"),
        (#"{"then":{"status":600}}"#, "then.status is 600, expected an integer from 200 to 599"),
        (
            #"{"then":{"status":"503"}}"#,
            #"then.status is \"503\", expected an integer from 200 to 599"#
        ),
        (#"{"then":{"status":503,"message":1}}"#, "then.message is 1, expected a string"),
        (
            #"{"then":{"status":503,"message":"a","body":"b"}}"#,
            ##"then.body is \"b\", expected no such member together with \"message\""##
        ),
        (
            #"{"then":{"drop":true,"message":"a"}}"#,
            ##"then.message is \"a\", expected no such member without \"status\""##
        ),
        (
            #"{"then":{"reset":true,"body":1}}"#,
            ##"then.body is 1, expected no such member without \"status\""##
        ),
        (
            #"{"then":{"delay_ms":1,"headers":{"a":"b"}}}"#,
            ##"then.headers is {\"a\":\"b\"}, expected no such member without \"status\""##
        ),
        (
            #"{"then":{"status":503,"headers":{"Date":"x"}}}"#,
            ##"then.headers.Date is \"x\", expected a header field that a response can have: "##
                + "the length, the date and the connection are the server's own"
        ),
        (
            #"{"then":{"status":503,"headers":{"a b":"x"}}}"#,
            ##"then.headers[\"a b\"] is \"x\", expected a header field that a response can have: "##
                + "the length, the date and the connection are the server's own"
        ),
        (
            #"{"then":{"status":503,"headers":{"a":"b\u0007"}}}"#,
            ##"then.headers.a is \"b\\u0007\", expected a value without control characters"##
        ),
        (
            #"{"then":{"status":503,"headers":{"a":"b\u007f"}}}"#,
            ##"then.headers.a is \"b\\u007f\", expected a value without control characters"##
        ),
        (
            #"{"then":{"status":503,"headers":{"content-type":"a","Content-Type":"b"}}}"#,
            ##"then.headers[\"content-type\"] is \"a\", expected each header field once: "##
                + "upper and lower case are the same"
        ),
        (
            #"{"then":{"status":204,"body":"x"}}"#,
            ##"then.body is \"x\", expected no such member: an answer with the status 204 has no body"##
        ),
        (
            #"{"then":{"status":205,"message":"x"}}"#,
            ##"then.message is \"x\", expected no such member: an answer with the status 205 has no body"##
        ),
        (
            #"{"then":{"status":304,"body":{}}}"#,
            "then.body is {}, expected no such member: an answer with the status 304 has no body"
        ),
        (
            #"{"then":{"status":503,"headers":{"a":1}}}"#,
            "then.headers.a is 1, expected a string"
        ),
        (#"{"then":{"delay_ms":0}}"#, ##"then is {\"delay_ms\":0}, expected \##(kinds)"##),
        (
            #"{"then":{"delay_ms":-1}}"#,
            "then.delay_ms is -1, expected an integer from 0 to 3600000"
        ),
        (
            #"{"then":{"delay_ms":1.5}}"#,
            "then.delay_ms is 1.5, expected an integer from 0 to 3600000"
        ),
        (
            #"{"then":{"delay_ms":3600001}}"#,
            "then.delay_ms is 3600001, expected an integer from 0 to 3600000"
        ),
        (
            #"{"then":{"jitter_ms":9223372036854775807,"delay_ms":9}}"#,
            "then.jitter_ms is 9223372036854775807, expected an integer from 0 to 3600000"
        ),
        (
            #"{"then":{"truncate_after_bytes":-1}}"#,
            "then.truncate_after_bytes is -1, expected a non-negative integer"
        ),
        (
            #"{"then":{"bytes_per_second":0}}"#,
            "then.bytes_per_second is 0, expected a positive integer"
        ),
        (
            #"{"then":{"drop":true,"reset":true}}"#,
            ##"then is {\"drop\":true,\"reset\":true}, expected \##(kinds)"##
        ),
        (
            #"{"then":{"status":503,"drop":true}}"#,
            ##"then is {\"status\":503,\"drop\":true}, expected \##(kinds)"##
        ),
        (
            #"{"then":{"status":503,"perform":false}}"#,
            ##"then.perform is false, expected no such member without \"drop\" or \"reset\""##
        ),
        (
            #"{"then":{"dropp":true}}"#,
            ##"then.dropp is true, expected no member of that name: did you mean \"drop\"?"##
        ),
        // when
        (
            #"{"then":{"drop":true},"when":{"times":0}}"#,
            "when.times is 0, expected a positive integer"
        ),
        (
            #"{"then":{"drop":true},"when":{"skip":-1}}"#,
            "when.skip is -1, expected a non-negative integer"
        ),
        (
            #"{"then":{"drop":true},"when":{"every":0}}"#,
            "when.every is 0, expected a positive integer"
        ),
        (
            #"{"then":{"drop":true},"when":{"probability":0}}"#,
            "when.probability is 0, expected a number above 0 and at most 1"
        ),
        (
            #"{"then":{"drop":true},"when":{"probability":1.1}}"#,
            "when.probability is 1.1, expected a number above 0 and at most 1"
        ),
        (
            #"{"then":{"drop":true},"when":{"seed":-1}}"#,
            "when.seed is -1, expected a non-negative integer"
        ),
        (
            #"{"then":{"drop":true},"when":{"seed":7}}"#,
            ##"when.seed is 7, expected no such member without \"probability\" or \"jitter_ms\""##
        ),
        (
            #"{"then":{"drop":true},"when":{"seed":7,"every":2}}"#,
            ##"when.seed is 7, expected no such member without \"probability\" or \"jitter_ms\""##
        ),
        (
            #"{"then":{"drop":true},"when":{"every":2,"times":1}}"#,
            ##"when is {\"every\":2,\"times\":1}, expected \##(schedules)"##
        ),
        (
            #"{"then":{"drop":true},"when":{"time":1}}"#,
            ##"when.time is 1, expected no member of that name: did you mean \"times\"?"##
        ),
        // match: what such a rule cannot ask
        (
            #"{"then":{"status":503},"match":{"status":200}}"#,
            "match.status is 200, expected \(performed)"
        ),
        (
            #"{"then":{"drop":true,"perform":false},"match":{"refusal":"nameRequired"}}"#,
            ##"match.refusal is \"nameRequired\", expected \##(performed)"##
        ),
        (
            #"{"then":{"status":503},"match":{"basis":"assumed"}}"#,
            ##"match.basis is \"assumed\", expected \##(performed)"##
        ),
        (
            #"{"then":{"drop":true},"match":{"fault":true}}"#,
            "match.fault is true, expected no such member: a rule cannot ask whether a rule fired"
        ),
        (#"{"then":{"drop":true},"match":{"since":3}}"#, "match.since is 3, expected \(time)"),
    ]

    @Test(arguments: rows)
    func `a member that cannot be used is refused, and there is no rule`(
        row: (body: String, message: String)
    ) throws {
        try Self.check(row.body, row.message)
    }

    /// The members of a matcher, which is the same for faults, filters and assertions.
    static let matcherRows: [(match: String, message: String)] = [
        (
            #"{"service":"cavo"}"#,
            ##"match.service is \"cavo\", expected one of \"cavos\", \"capgo\", \"capydb\""##
        ),
        (
            #"{"service":7}"#,
            ##"match.service is 7, expected one of \"cavos\", \"capgo\", \"capydb\""##
        ),
        (
            #"{"operation":"createAp","service":"cavos"}"#,
            ##"match.operation is \"createAp\", expected the name of an operation of Cavos Management API: did you mean \"createApp\"?"##
        ),
        (
            #"{"operation":null,"method":""}"#,
            ##"match.method is \"\", expected a string that is not blank"##
        ),
        (
            #"{"path":"api"}"#,
            ##"match.path is \"api\", expected a path that begins with a slash, such as \"/api/v1/*\" or \"/app/**\", "##
                + "of at most 1024 bytes"
        ),
        (
            #"{"query":[]}"#,
            "match.query is [], expected an object, of which each member is a string"
        ),
        (
            #"{"headers":{"a":1}}"#,
            "match.headers.a is 1, expected a string"
        ),
        (
            #"{"account":"x@y.z"}"#,
            ##"match.account is \"x@y.z\", expected the id or the e-mail address of a user"##
        ),
        (#"{"key":" "}"#, ##"match.key is \" \", expected a string that is not blank"##),
        (
            #"{"status":"5x"}"#,
            ##"match.status is \"5x\", expected a status such as 404, or a class such as \"5xx\""##
        ),
        (
            #"{"status":600}"#,
            ##"match.status is 600, expected a status such as 404, or a class such as \"5xx\""##
        ),
        (
            #"{"refusal":"nameRequire"}"#,
            ##"match.refusal is \"nameRequire\", expected the name of a refusal: did you mean \"nameRequired\"?"##
        ),
        (
            #"{"basis":"guessed"}"#,
            ##"match.basis is \"guessed\", expected one of \"documented\", \"observed\", \"assumed\""##
        ),
        (#"{"body":"x"}"#, ##"match.body is \"x\", expected an object"##),
        (
            #"{"since":"today"}"#,
            ##"match.since is \"today\", expected \##(time), or the id of the request in the log before the first"##
        ),
        (
            #"{"fault":1}"#,
            "match.fault is 1, expected true, false, or the id of a fault rule"
        ),
        // What no request can match.
        (
            #"{"method":"x"}"#,
            "match.method is \\\"x\\\", expected an HTTP method, such as \(methods)"
        ),
        (
            #"{"method":"GETT"}"#,
            ##"match.method is \"GETT\", expected an HTTP method: did you mean \"GET\"?"##
        ),
        (
            #"{"method":"G T"}"#,
            ##"match.method is \"G T\", expected an HTTP method: did you mean \"GET\"?"##
        ),
        (
            #"{"method":"BREW IT"}"#,
            "match.method is \\\"BREW IT\\\", expected an HTTP method, such as \(methods)"
        ),
        (
            #"{"path":"/ok?x=1"}"#,
            ##"match.path is \"/ok?x=1\", expected a path without \"?\": the query is matched by \"query\""##
        ),
        (
            #"{"path":"/ok#x"}"#,
            ##"match.path is \"/ok#x\", expected a path without \"#\", which no request has"##
        ),
        (
            #"{"path":"/_understudy/**"}"#,
            ##"match.path is \"/_understudy/**\", expected a path of a service: "##
                + "the control plane is neither faulted nor logged"
        ),
        (
            #"{"path":"/_sandbox/a/ok"}"#,
            ##"match.path is \"/_sandbox/a/ok\", expected the path after \"/_sandbox/<name>\": "##
                + "a sandbox's control plane is about its own requests"
        ),
        (
            #"{"headers":{"a b":"c"}}"#,
            ##"match.headers[\"a b\"] is \"c\", expected no such header field: "##
                + "a name has letters, digits and hyphens"
        ),
        (
            #"{"headers":{"":"c"}}"#,
            ##"match.headers[\"\"] is \"c\", expected no such header field: a name has letters, digits and hyphens"##
        ),
        (
            #"{"headers":{"a":"b\n"}}"#,
            ##"match.headers.a is \"b\\n\", expected a value without control characters, "##
                + "and without white space around it"
        ),
        (
            #"{"headers":{"a":" b"}}"#,
            ##"match.headers.a is \" b\", expected a value without control characters, "##
                + "and without white space around it"
        ),
        (
            #"{"key":"a\r"}"#,
            ##"match.key is \"a\\r\", expected a key, which has no white space and no control character"##
        ),
        (
            #"{"status":"1xx"}"#,
            ##"match.status is \"1xx\", expected a status from 200 to 599: no service answers with another"##
        ),
        (
            #"{"operation":"createApp","service":"cavos","method":"PUT"}"#,
            ##"match.method is \"PUT\", expected the method of createApp, which is POST"##
        ),
        (
            #"{"refusal":"nameRequired","status":500}"#,
            "match.status is 500, expected the status of nameRequired, which is 400"
        ),
        (
            #"{"refusal":"nameRequired","operation":"getMe"}"#,
            ##"match.refusal is \"nameRequired\", expected a refusal of getMe, which never gives this one"##
        ),
        (
            #"{"paths":"/"}"#,
            ##"match.paths is \"/\", expected no member of that name: did you mean \"path\"?"##
        ),
    ]

    private static let methods = "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS"

    @Test(arguments: [
        #"{"method":"get"}"#, #"{"method":"PURGE"}"#,
        #"{"method":"HEAD","operation":"listOrganizations"}"#,
        #"{"path":"/**"}"#, #"{"path":"/_understudyish"}"#, #"{"path":"/a%3Fb"}"#,
        #"{"headers":{"a":""}}"#,
        #"{"headers":{"a":"b\tc"}}"#, #"{"key":"ak_demo…"}"#, #"{"status":"2xx"}"#,
        #"{"refusal":"nameRequired","status":"4xx","basis":"documented"}"#,
    ])
    func `a matcher that a request can match is accepted`(match: String) throws {
        let client = try ControlWorld.client()
        let body = #"{"then":{"drop":true},"match":\#(match)}"#
        #expect(client.control("POST /_understudy/faults", body: body).status == 201)
    }

    @Test func `filters and assertions refuse what no request can match`() throws {
        let client = try ControlWorld.client()
        #expect(client.send("GET /_understudy/requests?method=x").status == 400)
        let body = #"{"match":{"path":"/_understudy/clock"},"count":0}"#
        let reply = client.control("POST /_understudy/requests/verify", body: body)
        #expect(reply.status == 400)
        #expect(reply.body.contains("match.path is "))
    }

    @Test(arguments: matcherRows)
    func `a matcher's member that cannot be used is refused`(row: (match: String, message: String))
        throws
    {
        try Self.check(#"{"then":{"drop":true},"match":\#(row.match)}"#, row.message)
    }

    private static func check(_ body: String, _ message: String) throws {
        let client = try ControlWorld.client()
        let reply = client.control("POST /_understudy/faults", body: body)
        #expect(reply.description == #"400 {"error":"\#(message)"}"#)
        #expect(client.send("GET /_understudy/faults").body == #"{"faults":[]}"#)
    }
}
