import HTTP
import Testing
import UnderstudyTesting

/// Sandboxes beside each other do what each does alone.
struct SandboxIsolationTests {
    private static let count = 200

    /// What a test does in its sandbox: no two sandboxes have the same clock, limits and faults.
    private static func steps(_ number: Int, _ prefix: String) -> [Wire] {
        let control = prefix + "/_understudy"
        let json = ["Content-Type: application/json"]
        let app = Wire(
            "POST \(prefix)/api/v1/apps", ["Authorization: Bearer \(ControlWorld.key)"],
            body: #"{"name":"App \#(number)","organization_id":"\#(ControlWorld.organization)"}"#)
        let fault =
            #"{"match":{"operation":"createApp"},"when":{"skip":\#(number % 3),"times":1},"#
            + #""then":{"status":\#(500 + number % 4)}}"#
        let limit = #"{"service":"cavos","user":"ada@example.com","limit":\#(number % 5)}"#
        return [
            Wire("PUT \(control)/clock", json, body: #"{"advance_seconds":\#(number * 3600)}"#),
            Wire("PUT \(control)/limits", json, body: limit),
            Wire("POST \(control)/faults", json, body: fault),
            app, app, app, app, Wire("GET \(control)/limits"),
            Wire("PUT \(control)/clock", json, body: #"{"advance_seconds":61}"#),
            app, Wire("POST \(control)/snapshots", json, body: #"{"name":"s"}"#), app,
            Wire("GET \(control)/state/diff?from=snapshot:s"), Wire("GET \(control)/faults"),
            Wire("POST \(control)/snapshots/s/restore"), Wire("GET \(control)/state"),
            Wire("POST \(control)/reset"), Wire("GET \(control)/state"), app,
        ]
    }

    private static func make(_ client: InProcessClient, _ number: Int) {
        let body = #"{"name":"s-\#(number)","random_seed":\#(number)}"#
        #expect(client.control("POST /_understudy/sandboxes", body: body).status == 201)
    }

    @Test func `two hundred sandboxes do not interfere with each other`() throws {
        let together = try ControlWorld.client()
        let scripts = (0..<Self.count).map { Self.steps($0, "/_sandbox/s-\($0)") }
        for number in 0..<Self.count { Self.make(together, number) }
        let before = together.world
        var replies = [[Reply]](repeating: [], count: Self.count)
        for step in scripts[0].indices {
            for number in 0..<Self.count {
                replies[number].append(together.send(scripts[number][step]))
            }
        }
        #expect(together.world == before)
        for number in stride(from: 0, to: Self.count, by: 10) {
            let alone = try ControlWorld.client()
            Self.make(alone, number)
            let expected = scripts[number].map { alone.send($0) }
            #expect(replies[number].map(\.status) == expected.map(\.status))
            let differing = zip(replies[number], expected).first { $0 != $1 }
            #expect(differing == nil, "sandbox \(number)")
        }
        // The scripts met what they are about.
        let statuses = Set(replies.flatMap { $0.map(\.status) })
        #expect(statuses.isSuperset(of: [200, 201, 429, 500, 501, 502, 503]))
    }
}
