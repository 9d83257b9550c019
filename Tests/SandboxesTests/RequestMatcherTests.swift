import Emulation
import HTTP
import JSON
import Testing

@testable import Sandboxes

struct RequestMatcherTests {
    @Test(arguments: [
        ("/app", "/app", true), ("/app", "/app/", true), ("/app/", "/app", true),
        ("/app", "/apps", false),
        ("/app", "/ap", false), ("/app/*", "/app/x", true), ("/app/*", "/app", false),
        ("/app/*", "/app/x/y", false),
        ("/app/**", "/app", true), ("/app/**", "/app/x/y", true), ("/app/**", "/apps", false),
        ("**", "/", true), ("**", "", true), ("/**", "/a/b", true), ("/**/c", "/a/b/c", true),
        ("/**/c", "/c", true),
        ("/**/c", "/a/cc", false), ("/a/**/c/**/e", "/a/c/d/c/e", true),
        ("/a/**/c/**/e", "/a/b/e", false),
        ("/a*c", "/abc", true), ("/a*c", "/ac", true), ("/a*c", "/ab", false),
        ("/a*b*c", "/axbxc", true),
        ("/a*b*c", "/axxc", false), ("/*", "/", false), ("/a*a", "/a", false), ("/", "/", true),
        ("/", "/x", false),
        ("/caf%C3%A9", "/café", true), ("/café", "/caf%C3%A9", true), ("/%zz", "/%zz", true),
        ("/api/v1/*/keys", "/api/v1/x/keys", true), ("/api/v1/*/keys", "/api/v1/x/y/keys", false),
        ("/API", "/api", false),
    ])
    func `a pattern matches paths`(pattern: String, path: String, isMatch: Bool) throws {
        let glob = try #require(PathGlob(pattern))
        #expect(glob.matches(ComparedPath(path)) == isMatch)
    }

    @Test(arguments: ["", "app", "*", "/" + String(repeating: "a", count: 1024)])
    func `a text that no path can match is no pattern`(text: String) {
        #expect(PathGlob(text) == nil)
    }

    @Test func `no pattern is slow`() throws {
        let glob = try #require(PathGlob("/" + String(repeating: "a*", count: 500) + "b"))
        #expect(!glob.matches(ComparedPath("/" + String(repeating: "a", count: 8000))))
        let deep = try #require(PathGlob(String(repeating: "/**/a", count: 200) + "/b"))
        #expect(!deep.matches(ComparedPath(String(repeating: "/a", count: 4000))))
    }

    private static let body =
        #"{"name":"x","tags":["a",{"b":1.0}],"nested":{"deep":true,"n":null}}"#

    private func exchange() -> ExchangeRecord {
        let request = Request(
            method: .post, target: "/api/v1/apps?limit=5&limit=7&q=a+b", path: "/api/v1/apps",
            query: "limit=5&limit=7&q=a+b",
            headers: ["Accept": "text/html", "X-A": "1", "x-a": "2"],
            body: Array(Self.body.utf8))
        let exchange = ExchangeRecord(
            request, sandbox: "default", .publicAPI, of: AnyService.all[0].contracts[0].facts,
            receivedAt: Timestamp(milliseconds: 0), now: Timestamp(milliseconds: 5000))
        AnyService.all[0].contracts[0].match(exchange)
        exchange.account = "u1"
        exchange.finish(status: 404, at: nil)
        exchange.fault = "f3"
        return exchange
    }

    @Test(arguments: [
        ("{}", true), (#"{"service":"cavos"}"#, true), (#"{"service":"capgo"}"#, false),
        (#"{"operation":"createApp"}"#, true), (#"{"operation":"listOrganizations"}"#, false),
        (#"{"method":"post"}"#, true), (#"{"method":"GET"}"#, false),
        (#"{"method":"BREW"}"#, false),
        (#"{"path":"/api/*/apps"}"#, true), (#"{"path":"/api/*"}"#, false),
        (#"{"query":{"limit":"7"}}"#, true), (#"{"query":{"limit":"6"}}"#, false),
        (#"{"query":{"q":"a b"}}"#, true),
        (#"{"query":{"limit":"5","none":""}}"#, false),
        (#"{"headers":{"accept":"text/html"}}"#, true), (#"{"headers":{"x-a":"2"}}"#, true),
        (#"{"headers":{"x-a":"3"}}"#, false), (#"{"headers":{"x-b":"2"}}"#, false),
        (#"{"account":"u1"}"#, true), (#"{"account":"u2"}"#, false),
        (#"{"status":404}"#, true), (#"{"status":"4xx"}"#, true), (#"{"status":"5xx"}"#, false),
        (#"{"refusal":"nameRequired"}"#, false), (#"{"basis":"assumed"}"#, false),
        (#"{"since":"1970-01-01T00:00:05Z"}"#, true),
        (#"{"since":"1970-01-01T00:00:05.001Z"}"#, false),
        (#"{"fault":true}"#, true), (#"{"fault":false}"#, false), (#"{"fault":"f3"}"#, true),
        (#"{"fault":"f4"}"#, false),
        (#"{"body":{}}"#, true), (#"{"body":{"name":"x"}}"#, true),
        (#"{"body":{"name":"y"}}"#, false),
        (#"{"body":{"name":null}}"#, false), (#"{"body":{"none":null}}"#, false),
        (#"{"body":{"nested":{"n":null}}}"#, true),
        (#"{"body":{"tags":["a",{"b":1}]}}"#, true), (#"{"body":{"tags":["a"]}}"#, false),
        (#"{"body":{"tags":["a",{"b":2}]}}"#, false), (#"{"body":{"nested":{"deep":true}}}"#, true),
        (#"{"service":"cavos","status":500}"#, false),
        (#"{"service":"cavos","status":404,"method":"POST"}"#, true),
    ])
    func `a matcher selects requests by each member`(match: String, isMatch: Bool) throws {
        let object = try #require(try JSONParser.parse(Array(match.utf8)).object)
        let matcher = try RequestMatcher(object, Accounts())
        var subject = MatchSubject(exchange())
        #expect(matcher.matches(&subject) == isMatch)
    }

    @Test(arguments: [
        ("status=404&service=cavos", true), ("status=4xx", true), ("status=5xx", false),
        ("query.limit=7&headers.accept=text/html", true), ("query.limit=8", false),
        ("path=/api/**", true),
        ("body=%7B%22name%22:%22x%22%7D", true), ("body=%7B%22name%22:%22y%22%7D", false),
        ("fault=true", true),
        ("fault=f3&since=1970-01-01T00:00:05Z", true), ("fault=f4", false),
        ("limit=1&status=404", true),
    ])
    func `a query has the same members`(query: String, isMatch: Bool) throws {
        let matcher = try RequestMatcher(query: QueryItems(query), except: ["limit"], Accounts())
        var subject = MatchSubject(exchange())
        #expect(matcher.matches(&subject) == isMatch)
    }

    @Test(arguments: [
        (
            "status=4&x=1",
            ##"status is 4, expected a status such as 404, or a class such as "5xx""##
        ),
        (
            "sevice=cavos",
            ##"sevice is "cavos", expected no member of that name: did you mean "service"?"##
        ),
        ("service=cavos&service=capgo", ##"service is "capgo", expected one value only"##),
        ("body=x", ##"body is "x", expected an object"##),
        (
            "body.name=x",
            ##"body.name is "x", expected no item of that name: give the whole JSON, such as body={"name":…}"##
        ),
        (
            "path.a=x", ##"path.a is "x", expected no item of that name: "path" has no members"##
        ),
        ("query.a=1&query.a=2", ##"query.a is "2", expected one value only"##),
        (
            "since=%2B3",
            ##"since is "+3", expected an RFC 3339 time such as "2026-02-13T12:00:00Z", or the id of the request in the log before the first"##
        ),
    ])
    func `a query's item that cannot be used is refused`(query: String, message: String) {
        let error = #expect(throws: InvalidMember.self) {
            try RequestMatcher(query: QueryItems(query), except: [], Accounts())
        }
        #expect(error?.problem.message == message)
    }
}
