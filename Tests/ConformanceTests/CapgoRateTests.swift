internal import HTTP
internal import JSON
import Testing
import UnderstudyTesting

@Suite struct CapgoRateTests {
    private static func wire(_ key: String) -> Wire { CapgoWorld.wire("GET /organization/", key: key) }

    @Test func `requests over the plan's number wait for the window's end, over all keys of a user`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        #expect(client.send(Self.wire("rated_all")).status == 200)
        client.advance(seconds: 20)
        #expect(client.send(Self.wire("rated_read")).status == 200)
        let row = ContractRow(
            "third", Self.wire("rated_all"), 429, #"{"error":"Too many requests","status":"KO"}"#,
            headers: CapgoWorld.cors.merging(["Retry-After": "40", "X-RateLimit-Reset": "1770984060"]) { $1 })
        #expect(row.differences(from: client.send(Self.wire("rated_all"))) == [])
        client.advance(seconds: 39)
        #expect(client.send(Self.wire("rated_read")).headers["Retry-After"] == "1")
        client.advance(seconds: 1)
        #expect(client.send(Self.wire("rated_read")).status == 200)
    }

    @Test(arguments: [("standard", 100), ("enterprise", 1000)])
    func `a plan lets its number through and not one more`(plan: String, count: Int) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let change = client.control("PATCH /_understudy/capgo/users/rated@example.com", body: #"{"plan":"\#(plan)"}"#)
        #expect(change.status == 200)
        let statuses = (0..<count + 50).map { _ in client.send(Self.wire("rated_all")).status }
        #expect(statuses == Array(repeating: 200, count: count) + Array(repeating: 429, count: 50))
        client.advance(seconds: 60)
        #expect(client.send(Self.wire("rated_all")).status == 200)
    }

    @Test func `a user without a plan is on standard, and other users are not touched`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let made = client.control("POST /_understudy/capgo/users", body: #"{"email":"new@example.com"}"#)
        #expect(made.json["data"]?["plan"] == "standard")
        let body = #"{"user":"new@example.com","name":"First","mode":"all"}"#
        let key = try #require(
            client.control("POST /_understudy/capgo/apikeys", body: body).json["apikey"]?["key"]?.string)
        for _ in 0..<100 { #expect(client.send(Self.wire(key)).status == 200) }
        #expect(client.send(Self.wire(key)).status == 429)
        #expect(client.send(Self.wire("rated_all")).status == 200)
        #expect(client.send("GET /ok").status == 200)
    }

    @Test func `refused requests count as long as their key is good`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        for _ in 0..<5 {
            _ = client.send(CapgoWorld.wire("GET /nothing", key: "rated_all"))
            _ = client.send(CapgoWorld.wire("GET /app/", "", key: "rated_all", ["x-limited-key-id: 99"]))
        }
        #expect(client.send(CapgoWorld.wire("GET /app/com.x.y", key: "rated_all")).status == 404)
        #expect(client.send(CapgoWorld.wire("DELETE /app/com.x.y", key: "rated_read")).status == 403)
        #expect(client.send(Self.wire("rated_all")).status == 429)
    }
}
