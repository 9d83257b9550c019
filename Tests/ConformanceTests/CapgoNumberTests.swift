import JSON
import Testing
import UnderstudyTesting

/// Where the numbers of keys, bundles and channels end: what was kept can always be read again.
@Suite struct CapgoNumberTests {
    private static let highest = 9_007_199_254_740_991
    private static let organization = "aaaaaaaa-0000-4000-8000-000000000001"

    /// A world whose key has this number, beside one without; bundles and channels are counted up to it.
    private static func seed(_ number: Int) -> String {
        """
        { "version": 1, "users": [{ "email": "ada@example.com" }], "capgo": {
          "counters": [{ "id": "bundles", "last": \(number) }, { "id": "channels", "last": \(number) }],
          "organizations": [{ "id": "\(organization)", "name": "O",
            "members": [{ "user": "ada@example.com", "role": "super_admin" }] }],
          "apps": [{ "app_id": "com.x.y", "name": "A", "owner_org": "\(organization)" }],
          "bundles": [{ "app_id": "com.x.y", "name": "unknown", "id": 1 },
            { "app_id": "com.x.y", "name": "builtin", "id": 2 }],
          "api_keys": [{ "user_id": "ada@example.com", "mode": "all", "name": "K", "key": "ada_all", "id": \(number) },
            { "user_id": "ada@example.com", "mode": "all", "name": "L", "key": "other" }] } }
        """
    }

    private static let makers = [
        CapgoWorld.wire("POST /apikey/", #"{"name":"M","mode":"read"}"#),
        CapgoWorld.wire(
            "POST /bundle/",
            #"{"app_id":"com.x.y","version":"1.0.0","external_url":"https://x.example/1.zip","checksum":"c"}"#),
        CapgoWorld.wire("POST /channel/", #"{"app_id":"com.x.y","channel":"beta"}"#),
        CapgoWorld.wire("POST /app/", #"{"app_id":"com.x.z","name":"Z","owner_org":"\#(organization)"}"#),
    ]

    @Test(arguments: makers.indices)
    func `above the highest number nothing is created`(index: Int) throws {
        let client = try InProcessClient(seed: Self.seed(Self.highest))
        let before = client.world
        let reply = client.send(Self.makers[index])
        #expect(reply.status == 500)
        #expect(reply.body == #"{"error":"Internal server error","status":"KO"}"#)
        #expect(client.world == before)
    }

    @Test(arguments: makers.indices)
    func `the highest number itself is given`(index: Int) throws {
        let client = try InProcessClient(seed: Self.seed(Self.highest - 2))
        #expect(client.send(Self.makers[index]).status == 200)
        #expect(try InProcessClient(seed: client.world).world == client.world)
    }

    @Test func `an app is not created when only one of its hidden bundles gets a number`() throws {
        let client = try InProcessClient(seed: Self.seed(Self.highest - 1))
        let before = client.world
        #expect(client.send(Self.makers[3]).status == 500)
        #expect(client.world == before)
    }

    @Test func `a seed's entry without a number gets a low one when there is none above`() throws {
        let client = try InProcessClient(seed: Self.seed(Self.highest))
        let listed = client.send(CapgoWorld.wire("GET /apikey/")).json["data"]?.array
        #expect(listed?.compactMap { $0["id"]?.int } == [Self.highest, 1])
        #expect(try InProcessClient(seed: client.world).world == client.world)
    }
}
