import Emulation
import HTTP
import JSON
import Testing
import UnderstudyTesting

@testable import Sandboxes

/// The index of the rules changes nothing: the same rules fire, and count, as when each rule is asked in its order.
struct FaultRuleOrderTests {
    /// Rules that are asked one after the other.
    private struct LinearRules {
        var rules: [FaultRule] = []

        mutating func fire(for exchange: ExchangeRecord, needsOutcome: Bool) -> String? {
            var subject = MatchSubject(exchange)
            for index in rules.indices where rules[index].matcher.needsOutcome == needsOutcome {
                if let fault = rules[index].fire(for: &subject) { return fault.ruleID }
            }
            return nil
        }
    }

    private static let user = "aaaaaaaa-0000-4000-8000-00000000000a"
    private static let paths = [
        "/organization/", "/organization", "/%6Frganization/", "/app/a", "/app/b/", "/app/a%2Fb", "/nothing", "/",
        "/api/v1/apps",
    ]
    private static let patterns = [
        "/organization", "/organization/", "/app/*", "/app/**", "/app/a", "**", "/**", "/*", "/app/a*", "/nothing",
        "/app/a/b", "/api/v1/apps",
    ]
    private static let fields = [("x-a", "1"), ("X-A", "2"), ("x-b", "1"), ("x-a", "\u{FFFD}"), ("x-b", "ü")]
    private static let values = [
        #""x""#, #""y""#, "1", "1.0", "0", "-0.0", "true", "false", "null", #"["x"]"#, #"{"a":"x"}"#, #"{"b":1}"#, "{}",
    ]
    private static let names = ["a", "b", "c"]

    private func object(_ generator: inout SeededGenerator, _ count: ClosedRange<Int>) -> String {
        let members = Self.names.shuffled(using: &generator).prefix(Int.random(in: count, using: &generator))
        let texts = members.map { name in
            #""\#(name)":"# + (Self.values.randomElement(using: &generator) ?? "null")
        }
        return "{" + texts.joined(separator: ",") + "}"
    }

    // MARK: Rules

    private func member(_ generator: inout SeededGenerator) -> (name: String, json: String) {
        func one(of texts: [String]) -> String { texts.randomElement(using: &generator) ?? "" }
        switch Int.random(in: 0..<16, using: &generator) {
        case 0, 1, 2: return ("path", #""\#(one(of: Self.patterns))""#)
        case 3, 4, 5:
            let (name, value) = Self.fields.randomElement(using: &generator) ?? ("", "")
            let more = Bool.random(using: &generator) ? #","x-c":"3""# : ""
            return ("headers", #"{"\#(name)":"\#(value)"\#(more)}"#)
        case 6: return ("query", #"{"q":"\#(one(of: ["1", "a b", ""]))"}"#)
        case 7, 8, 9: return ("body", object(&generator, 0...2))
        case 10: return ("method", #""\#(one(of: ["GET", "POST", "DELETE"]))""#)
        case 11: return ("service", #""\#(one(of: ["cavos", "capgo"]))""#)
        case 12: return ("key", #""\#(one(of: ["cav_fake_one", "ak_fake_0123456789", "ak_fake_0123…"]))""#)
        case 13: return ("account", #""\#(one(of: [Self.user, "nobody"]))""#)
        case 14: return ("status", one(of: ["404", "200", #""4xx""#, #""2xx""#]))
        default: return ("operation", #""\#(one(of: ["createApp", "listOrganizations"]))""#)
        }
    }

    private func rule(_ generator: inout SeededGenerator) -> String {
        var members: [String: String] = [:]
        for _ in 0..<Int.random(in: 0...2, using: &generator) {
            let (name, json) = member(&generator)
            members[name] = json
            // An operation is one of the service's own, and has one method.
            if members["operation"] != nil { (members["service"], members["method"]) = (nil, nil) }
        }
        let match = members.map { #""\#($0.key)":\#($0.value)"# }.sorted().joined(separator: ",")
        let schedules = [
            "{}", #"{"skip":1}"#, #"{"times":1}"#, #"{"every":2}"#, #"{"probability":0.5}"#, #"{"skip":2,"times":2}"#,
        ]
        let when = schedules.randomElement(using: &generator) ?? "{}"
        return #"{"match":{\#(match)},"when":\#(when),"then":{"delay_ms":1}}"#
    }

    // MARK: Requests

    private func exchange(_ generator: inout SeededGenerator) -> ExchangeRecord {
        let path = Self.paths.randomElement(using: &generator) ?? ""
        let query = ["q=1", "q=a+b&q=1", "q=", nil].randomElement(using: &generator) ?? nil
        var headers = HeaderFields()
        for (name, value) in Self.fields.shuffled(using: &generator).prefix(Int.random(in: 0...4, using: &generator)) {
            headers.append(name, value)
        }
        if Bool.random(using: &generator) { headers.append("x-c", "3") }
        let keys: [(FieldName, String)] = [
            ("authorization", "ak_fake_0123456789"), ("authorization", "Bearer cav_fake_one"),
        ]
        if let (name, key) = keys.randomElement(using: &generator) { headers.append(name, key) }
        let bodies = [
            object(&generator, 0...3), object(&generator, 0...3), "[1]", #"{"a":"x""#, #"{"a":"y","a":"x"}"#, "",
        ]
        let methods: [HTTP.Method] = [.get, .post, .delete]
        let request = Request(
            method: methods.randomElement(using: &generator) ?? .get, target: path, path: path, query: query,
            headers: headers, body: Array((bodies.randomElement(using: &generator) ?? "").utf8))
        let service = AnyService.all.first { $0.name == (path.hasPrefix("/api") ? "cavos" : "capgo") }
        guard path != "/nothing", let contract = service?.contracts.first else {
            return ExchangeRecord(request, sandbox: "default", .none, receivedAt: .earliest, now: .earliest)
        }
        let exchange = ExchangeRecord(
            request, sandbox: "default", .publicAPI, of: contract.facts, receivedAt: .earliest, now: .earliest)
        contract.match(exchange)
        return exchange
    }

    // MARK: The comparison

    @Test(arguments: 1...40) func `the same rules fire and count as when each is asked in its order`(seed: UInt64)
        throws
    {
        var generator = SeededGenerator(seed: seed)
        let rules = FaultRules()
        var linear = LinearRules()
        var firedCount = 0
        for _ in 0..<400 {
            if rules.rules.isEmpty || Int.random(in: 0..<8, using: &generator) == 0 {
                let text = rule(&generator)
                let body = try #require(try JSONParser.parse(Array(text.utf8)).object)
                linear.rules.append(try rules.add(try ReadFaultRule(body, Accounts())))
            } else if rules.rules.count > 30 {
                let index = rules.rules.indices.randomElement(using: &generator) ?? 0
                let removed = linear.rules.remove(at: index)
                let isRemoved = rules.remove(removed.id)
                #expect(isRemoved)
            }
            let exchange = exchange(&generator)
            let account = [Self.user, nil].randomElement(using: &generator) ?? nil
            let before = rules.firing(before: exchange) { account }?.ruleID
            #expect(linear.fire(for: exchange, needsOutcome: false) == before)
            exchange.finish(status: [200, 404, 400, 201].randomElement(using: &generator) ?? 0, at: nil)
            let after = rules.firing(after: exchange)?.ruleID
            #expect(linear.fire(for: exchange, needsOutcome: true) == after)
            firedCount += before == nil && after == nil ? 0 : 1
            #expect(linear.rules.map(\.text) == rules.rules.map(\.text))
        }
        #expect(firedCount > 50)
    }

    /// No request asks the rules that cannot match it, whatever the rules are about.
    @Test(arguments: [
        (#"{"path":"/app/N"}"#, 0), (#"{"path":"/app/N/**"}"#, 0), (#"{"headers":{"x-a":"N"}}"#, 0),
        (#"{"path":"/organization","headers":{"X-A":"N"}}"#, 0), (#"{"query":{"q":"N"}}"#, 0),
        (#"{"body":{"a":{"b":"N"}}}"#, 0), (#"{"body":{"a":N}}"#, 0), (#"{"key":"ak_N"}"#, 0), (#"{"account":"N"}"#, 0),
        (#"{"path":"/organization"}"#, 100), (#"{"path":"/**"}"#, 100), (#"{"headers":{"x-a":"1"}}"#, 100),
    ])
    func `few rules are candidates`(match: String, count: Int) throws {
        let matchers = try (1000..<1100).map { number in
            let text = match.replacing("N", with: "\(number)")
            return try RequestMatcher(try #require(try JSONParser.parse(Array(text.utf8)).object), Accounts())
        }
        let index = MatcherIndex(matchers.enumerated().map { ($0.offset, $0.element) })
        let request = Request(
            method: .post, target: "/organization/?q=1", path: "/organization/", query: "q=1",
            headers: ["x-a": "1", "authorization": "ak_fake_0123456789"], body: Array(#"{"a":{"b":"x"}}"#.utf8))
        let contract = try #require(AnyService.all.first { $0.name == "capgo" }?.contracts.first)
        let exchange = ExchangeRecord(
            request, sandbox: "default", .publicAPI, of: contract.facts, receivedAt: .earliest, now: .earliest)
        exchange.account = Self.user
        var subject = MatchSubject(exchange)
        #expect(index.candidates(for: &subject).count == count)
    }
}
