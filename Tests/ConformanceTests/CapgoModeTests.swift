import Testing
import UnderstudyTesting

/// What each mode may do, as both pages read (contract: "Key modes").
@Suite struct CapgoModeTests {
    /// An operation of each kind, with what the modes read, upload, write and all get.
    static let steps: [(String, String, stepped: [Bool], older: [Bool])] = [
        ("GET /app/com.ada.app", "", [true, true, true, true], [true, true, true, true]),
        (
            "GET /statistics/user/?from=2026-02-01&to=2026-02-02", "", [true, true, true, true],
            [true, true, true, true]
        ),
        (
            "POST /bundle/",
            #"{"app_id":"com.ada.app","version":"9.0.0","external_url":"https://x.example","checksum":"c"}"#,
            [false, true, true, true], [false, true, false, true]
        ),
        (
            "PUT /bundle/", #"{"app_id":"com.ada.app","version_id":2,"channel_id":2}"#, [false, true, true, true],
            [false, true, true, true]
        ),
        (
            "POST /channel/", #"{"app_id":"com.ada.app","channel":"beta"}"#, [false, true, true, true],
            [false, true, true, true]
        ),
        (
            "DELETE /device/", #"{"app_id":"com.ada.app","device_id":"\#(CapgoWorld.device)"}"#,
            [false, true, true, true], [false, true, true, true]
        ),
        ("PUT /app/com.ada.app", #"{"name":"x"}"#, [false, false, true, true], [false, true, true, true]),
        ("POST /organization/", #"{"name":"abc"}"#, [false, false, true, true], [false, true, true, true]),
        (
            "POST /organization/members/",
            #"{"orgId":"\#(CapgoWorld.organization)","email":"stranger@example.com","role":"read"}"#,
            [false, false, true, true], [false, true, true, true]
        ),
        (
            "DELETE /organization/?orgId=\(CapgoWorld.emptyOrganization)", "", [false, false, false, true],
            [false, false, false, true]
        ),
        ("GET /apikey/", "", [false, false, false, true], [false, false, false, true]),
        ("GET /apikey/2", "", [false, false, false, true], [false, false, false, true]),
    ]

    private static let keys = ["ada_read", "ada_upload", "ada_write", "ada_all"]

    @Test(arguments: steps.indices)
    func `the newer page's modes are steps`(index: Int) throws {
        try check(index, options: "{}", Self.steps[index].stepped)
    }

    @Test(arguments: steps.indices)
    func `the older page's write modifies and does not upload`(index: Int) throws {
        try check(index, options: #"{"key_modes":"2025-02"}"#, Self.steps[index].older)
    }

    private func check(_ index: Int, options: String, _ allowed: [Bool]) throws {
        for (key, isAllowed) in zip(Self.keys, allowed) {
            let client = try InProcessClient(seed: CapgoWorld.seed(options: options))
            let before = client.world
            let reply = client.send(CapgoWorld.wire(Self.steps[index].0, Self.steps[index].1, key: key))
            #expect(reply.status == (isAllowed ? 200 : 403), "\(Self.steps[index].0) by \(key)")
            #expect(isAllowed || client.world == before)
        }
    }

    @Test(arguments: [
        ("reader_all", 403), ("uploader_all", 403), ("writer_all", 403), ("admin_all", 200), ("invited_all", 403),
    ])
    func `the role is checked after the mode`(key: String, status: Int) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        #expect(client.send(CapgoWorld.wire("DELETE /app/com.ada.app", key: key)).status == status)
    }

    @Test func `a subkey lends its mode and its limits`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let subkey = ["x-limited-key-id: 5"]
        #expect(client.send(CapgoWorld.wire("GET /app/com.ada.sibling", "", key: "ada_read", subkey)).status == 404)
        #expect(
            client.send(CapgoWorld.wire("PUT /app/com.ada.app", #"{"name":"x"}"#, key: "ada_read", subkey)).status
                == 200)
        #expect(client.send(CapgoWorld.wire("GET /apikey/", "", key: "ada_all", subkey)).status == 403)
    }

    @Test(arguments: [
        ["capgkey: ada_all", "authorization: nobody", "x-api-key: nobody"],
        ["AUTHORIZATION: ada_all", "x-api-key: nobody"], ["X-Api-Key: ada_all"],
        ["capgkey:", "authorization: ada_all"], ["authorization:", "x-api-key: ada_all"],
        ["authorization:", "authorization: ada_all"], ["authorization: ada_all", "x-limited-key-id:"],
        ["authorization: ada_all", "x-limited-key-id:   "],
    ])
    func `the key is in one of three fields`(fields: [String]) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        #expect(client.send("GET /apikey", fields).status == 200)
    }
}
