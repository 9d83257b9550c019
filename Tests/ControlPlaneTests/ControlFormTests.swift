import Emulation
import HTTP
import JSON
import Sandboxes
import Testing
import UnderstudyTesting

@testable import ControlPlane

/// Every member of every body of the control plane, wrong in each way: refused with path, value and
/// expectation, and nothing is changed.
struct ControlFormTests {
    /// An object of a body, whose members are tried one by one.
    struct Form: CustomTestStringConvertible {
        let line: String
        /// A body that is accepted; `§` is where the members of the object are.
        let body: String
        /// The path of the object; empty for the body itself.
        let path: String
        /// A value for each member that is wrong, by type or range, and what is expected of it.
        let wrong: [(member: String, value: String, expectation: String)]

        init(
            _ line: String, _ body: String, _ path: String,
            _ wrong: [(member: String, value: String, expectation: String)]
        ) {
            (self.line, self.body, self.path, self.wrong) = (line, body, path, wrong)
        }

        init(
            _ line: String, _ body: String,
            _ wrong: [(member: String, value: String, expectation: String)]
        ) {
            self.init(line, body, "", wrong)
        }

        var testDescription: String { "\(line) \(path)" }

        func path(of member: String) -> String { path.isEmpty ? member : "\(path).\(member)" }
    }

    private static let string = "a string"
    private static let object = "an object"
    private static let boolean = "true or false"
    private static let count = "a non-negative integer"
    private static let positive = "a positive integer"
    private static let filled = "a string that is not blank"
    private static let time = #"an RFC 3339 time such as "2026-02-13T12:00:00Z""#
    private static let services = #"one of "cavos", "capgo", "capydb""#
    private static let fault = "POST /_understudy/faults"
    private static let verify = "POST /_understudy/requests/verify"
    private static let state = "POST /_understudy/state/verify"

    private static let clock: [(member: String, value: String, expectation: String)] = [
        ("freeze", "7", time),
        ("advance_seconds", "1e300", "a number from -315576000000 to 315576000000"),
        ("run", "1", boolean), ("from", "7", #""now" or "# + time),
    ]

    private static let matcher: [(member: String, value: String, expectation: String)] = [
        ("service", #""cavo""#, services),
        ("operation", #""createAp""#, #"the name of an operation: did you mean "createApp"?"#),
        ("method", "7", filled),
        (
            "path", #""api""#,
            #"a path that begins with a slash, such as "/api/v1/*" or "/app/**", of at most 1024 bytes"#
        ),
        ("query", "[]", "an object, of which each member is a string"),
        ("headers", "7", "an object, of which each member is a string"), ("account", "7", filled),
        ("key", "7", filled), ("status", "99", #"a status such as 404, or a class such as "5xx""#),
        ("refusal", "7", string), ("basis", "7", #"one of "documented", "observed", "assumed""#),
        ("body", "7", object),
        ("since", "true", time + ", or the id of the request in the log before the first"),
        ("fault", "7", "true, false, or the id of a fault rule"),
    ]

    static let forms: [Form] = [
        Form("PUT /_understudy/clock", "{§}", clock),
        Form(
            "POST /_understudy/snapshots", #"{"name":"a"§}"#,
            [("name", "7", string), ("replace", "1", boolean)]),
        Form(
            "POST /_understudy/sandboxes", "{§}",
            [
                ("name", "7", string), ("from", "7", string), ("seed", "7", object),
                ("contracts", "7", "an object, of which each member is a string"),
                ("clock", "7", object),
                ("random_seed", "-1", count),
            ]),
        Form("POST /_understudy/sandboxes", #"{"clock":{§}}"#, "clock", clock),
        Form(
            "PUT /_understudy/limits",
            #"{"service":"cavos","user":"ada@example.com","requests":1§}"#,
            [
                ("service", "7", services), ("user", "7", filled), ("requests", "-1", count),
                ("limit", "1.5", count),
            ]),
        Form(
            fault, #"{"then":{"drop":true}§}"#,
            [("match", "7", object), ("when", "7", object), ("then", "7", object)]),
        Form(fault, #"{"then":{"drop":true},"match":{§}}"#, "match", matcher),
        Form(
            fault, #"{"then":{"drop":true},"when":{§}}"#, "when",
            [
                ("skip", "-1", count), ("times", "0", positive), ("every", "0", positive),
                ("probability", "2", "a number above 0 and at most 1"), ("seed", "-1", count),
            ]),
        Form(
            fault, #"{"then":{"delay_ms":1§}}"#, "then",
            [
                ("status", "199", "an integer from 200 to 599"), ("message", "7", string),
                ("headers", "7", "an object, of which each member is a string"),
                ("delay_ms", "-1", "an integer from 0 to 3600000"),
                ("jitter_ms", "3600001", "an integer from 0 to 3600000"), ("drop", "1", boolean),
                ("perform", "1", boolean), ("reset", "1", boolean),
                ("truncate_after_bytes", "-1", count),
                ("bytes_per_second", "0", positive),
                // Any value is a body, but none without a status.
                ("body", "7", #"no such member without "status""#),
            ]),
        Form(
            verify, "{§}",
            [
                ("match", "7", object), ("count", "-1", count), ("at_least", "1.5", count),
                ("at_most", "true", count),
                ("sequence", "7", "a list, of which each entry is an object"),
                ("none_other_than", "1", boolean),
            ]),
        Form(verify, #"{"match":{§}}"#, "match", matcher),
        Form(verify, #"{"sequence":[{},{§}]}"#, "sequence[1]", matcher),
        Form(
            state, "{§}",
            [
                ("from", "7", string), ("added", "7", "a list of objects"),
                ("removed", "{}", "a list of objects"),
                ("changed", "true", "a list of objects"),
            ]),
        Form(
            state, #"{"added":[{},{§}]}"#, "added[1]",
            [("list", "7", string), ("id", "7", string), ("entity", "7", object)]),
        Form(
            state, #"{"removed":[{§}]}"#, "removed[0]",
            [("list", "7", string), ("id", "7", string), ("entity", "7", object)]),
        Form(
            state, #"{"changed":[{§}]}"#, "changed[0]",
            [("list", "7", string), ("id", "7", string), ("members", "7", object)]),
    ]

    private func refusal(_ form: Form, _ member: String, _ value: String) throws -> String? {
        let client = try ControlWorld.client()
        _ = client.send("GET /ok")
        let before = Self.observe(client)
        // A member that the body has already is replaced: none is given twice.
        var body = form.body.replacing(
            try Regex(#""\#(member)":([a-z0-9]+|"[^"]*"|\{[^{}§]*\}),?(?=.*§)"#), with: "")
        let needsComma = body.contains(/[^{,]§/)
        body = body.replacing("§", with: (needsComma ? "," : "") + #""\#(member)":\#(value)"#)
        let reply = client.control(form.line, body: body)
        #expect(Self.observe(client) == before)
        #expect(reply.status == 400, "\(body): \(reply)")
        return reply.json["error"]?.string
    }

    /// All that an operation could have changed.
    private static func observe(_ client: InProcessClient) -> [String] {
        let paths = ["clock", "snapshots", "sandboxes", "limits", "faults", "requests", "contract"]
        return [client.world] + paths.map { client.send("GET /_understudy/\($0)").body }
    }

    @Test(arguments: forms)
    func `a member of the wrong type or out of range is refused`(form: Form) throws {
        for (member, value, expectation) in form.wrong {
            let message = "\(form.path(of: member)) is \(value), expected \(expectation)"
            #expect(try refusal(form, member, value) == message)
        }
    }

    @Test(arguments: forms)
    func `an unknown member is refused with the nearest, and the table has all that are known`(
        form: Form
    ) throws {
        for (member, _, _) in form.wrong {
            let message =
                "\(form.path(of: member + "x")) is 1, expected no member of that name: did you mean "
            #expect(try refusal(form, member + "x", "1") == message + "\"\(member)\"?")
        }
        let start =
            "\(form.path(of: "qwertyuiop")) is 1, expected no member of that name: known are "
        let message = try #require(try refusal(form, "qwertyuiop", "1"))
        #expect(message.hasPrefix(start))
        let known = message.dropFirst(start.count).split(separator: ", ").map(String.init)
        #expect(Set(known) == Set(form.wrong.map(\.member)))
    }

    @Test(arguments: forms)
    func `a member that is given twice is refused`(form: Form) throws {
        let (member, value, _) = try #require(form.wrong.first)
        #expect(
            try refusal(form, member, #"\#(value),"\#(member)":\#(value)"#)
                == "\(form.path(of: member)) is given twice, expected one member of that name")
    }

    @Test(arguments: Set(forms.map(\.line) + ["PUT /_understudy/state"]).sorted())
    func `a body that is empty is called empty, where one is needed`(line: String) throws {
        let client = try ControlWorld.client()
        let before = client.world
        let reply = client.send(line)
        guard line != "POST /_understudy/sandboxes" else { return #expect(reply.status == 201) }
        #expect(reply.status == 400)
        #expect(reply.json["error"]?.string?.hasPrefix("The body is empty, expected a") == true)
        #expect(client.world == before)
    }

    @Test func `the table has every operation that reads a body`() {
        let readers = Set(Self.forms.map(\.line))
        // These read none, refuse one with members, or read a whole state.
        let others = [
            "/state", "/reset", "/restore", "/requests", "/faults", "/limits", "/{name}", "/{id}",
        ]
        for route in ControlPlane.routeDescriptions where route.isWrite {
            let path = route.pattern.description
            let line = "\(route.method.rawValue) /_understudy\(path)"
            #expect(readers.contains(line) || others.contains(where: path.hasSuffix), "\(line)")
        }
    }

    // MARK: The dashboards

    static let dashboards = AnyService.all.flatMap { service in
        service.dashboard.routes.map(\.route).filter { !$0.body.isEmpty }.map { (service.name, $0) }
    }

    @Test(arguments: dashboards.map { "\($0.0) \($0.1.name)" })
    func `each member of a dashboard's body is refused when it is wrong or misspelled`(name: String)
        throws
    {
        let (service, route) = try #require(
            Self.dashboards.first { "\($0.0) \($0.1.name)" == name })
        let client = try InProcessClient(seed: SourceTree.text("seed/demo.json"))
        let ids = try Self.ids(of: service, in: client)
        let before = client.world
        let path = route.pattern.description.replacing(/\{([a-zA-Z]+)\}/) {
            ids[String($0.1)] ?? "x"
        }
        let line = "\(route.method.rawValue) /_understudy/\(service)\(path)"
        for field in route.body {
            let wrong = client.control(line, body: #"{"\#(field.name)":{"a":[7]}}"#)
            #expect(wrong.status == 400, "\(line) \(wrong)")
            #expect(wrong.json["error"]?.string?.hasPrefix(field.name) == true, "\(line) \(wrong)")
            let unknown = client.control(line, body: #"{"\#(field.name)x":1}"#)
            let message =
                "\(field.name)x is 1, expected no member of that name: did you mean \"\(field.name)\"?"
            #expect(unknown.json["error"]?.string == message)
        }
        #expect(client.world == before)
    }

    /// An id for each parameter of a path.
    private static func ids(of service: String, in client: InProcessClient) throws -> [String:
        String]
    {
        func first(_ path: String, _ list: String) -> JSONValue? {
            client.send("GET /_understudy/\(service)\(path)").json[list]?.array?.last
        }
        let organization = first("/organizations", "organizations")?["id"]?.string ?? "x"
        var ids = ["organizationID": organization, "userID": "ada@example.com"]
        if service == "capydb" {
            let members = first("/organizations/\(organization)/members", "members")
            ids["userID"] = try #require(members?["user_id"]?.string)
            ids["sessionID"] = client.send("POST /v1/cli/login/sessions").json["session_id"]?.string
        }
        ids["appID"] = first("/apps", "apps")?["id"]?.string
        return ids
    }
}
