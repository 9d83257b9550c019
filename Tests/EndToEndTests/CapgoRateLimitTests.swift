internal import HTTP
import JSON
import Testing
import UnderstudyTesting

@Suite struct CapgoRateLimitTests {
    private static let seed = """
        {"version":1,"users":[{"email":"ada@example.com"},{"email":"bob@example.com"}],
         "capgo":{"organizations":[{"name":"Only","members":[{"user":"ada@example.com","role":"super_admin"}]}],
                  "api_keys":[{"user_id":"ada@example.com","mode":"read","name":"CI","key":"fake_ada"},
                              {"user_id":"ada@example.com","mode":"all","name":"Desk","key":"fake_ada_too"},
                              {"user_id":"bob@example.com","mode":"all","name":"Desk","key":"fake_bob"}]}}
        """

    private static func wire(_ key: String) -> Wire {
        Wire("GET /organization/", ["authorization: \(key)"])
    }

    private static func moveClock(_ body: String, port: UInt16) throws {
        let wire = Wire("PUT /_understudy/clock", ["Content-Type: application/json"], body: body)
        #expect(try SocketClient(port: port).exchange(wire).status == 200)
    }

    @Test func `of 150 simultaneous requests of a standard account 100 pass, and after a minute all again`()
        async throws
    {
        let seed = try TemporaryFile(Self.seed)
        let server = try RunningServer(["--seed", seed.path])
        try Self.moveClock(#"{"freeze":"2026-02-13T12:00:00Z"}"#, port: server.port)

        let replies = try SimultaneousClients.send(Self.wire("fake_ada"), count: 150, port: server.port)
        #expect(replies.count { $0.status == 200 } == 100)
        let refused = replies.filter { $0.status == 429 }
        #expect(refused.count == 50)
        #expect(
            refused.allSatisfy {
                $0.body == #"{"error":"Too many requests","status":"KO"}"# && $0.headers["Retry-After"] == "60"
                    && $0.headers["X-RateLimit-Reset"] == "1770984060"
            })
        let client = try SocketClient(port: server.port)
        #expect(try client.exchange(Self.wire("fake_ada_too")).status == 429)
        #expect(try client.exchange(Self.wire("fake_bob")).status == 200)

        try Self.moveClock(#"{"advance_seconds":60}"#, port: server.port)
        let later = try SimultaneousClients.send(Self.wire("fake_ada"), count: 100, port: server.port)
        #expect(later.allSatisfy { $0.status == 200 })
        #expect(try client.exchange(Self.wire("fake_ada")).status == 429)
        #expect(try server.stop() == 0)
    }
}
