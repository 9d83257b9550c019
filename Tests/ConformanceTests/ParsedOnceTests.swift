#if DEBUG
    import Emulation
    import Sandboxes
    import Testing
    import UnderstudyTesting

    /// What a request says is parsed once, however often its operation reads it.
    @Suite struct ParsedOnceTests {
        private static let json = ["Content-Type: application/json"]

        @Test(arguments: ["", "&noAccumulate=true"])
        func `the query of statistics with a breakdown`(query: String) throws {
            let path = "/statistics/org/\(CapgoWorld.organization)/"
            let line = "GET \(path)?from=2026-01-01&to=2026-02-01&breakdown=true\(query)"
            let client = try InProcessClient(seed: CapgoWorld.seed)
            let reply = client.send(CapgoWorld.wire(line))
            #expect(reply.status == 200)
            #expect(reply.body.contains("com.ada.app"))
            let counts = try #require(client.exchanges.last).parseCounts
            #expect(counts == (1, 0))
        }

        @Test(arguments: [
            (
                "PUT /_understudy/capgo/devices",
                #"{"app_id":"com.ada.app","device_id":"\#(LargeWorld.user)","version_name":"1.0.0"}"#
            ),
            (
                "PUT /_understudy/capgo/statistics",
                #"{"app_id":"com.ada.app","date":"2026-02-01","mau":1}"#
            ),
            ("POST /_understudy/capgo/organizations", #"{"name":"New","user":"ada@example.com"}"#),
            ("POST /_understudy/capgo/users", #"{"email":"new@example.com"}"#),
        ])
        func `the body of an operation of Capgo's dashboard`(line: String, body: String) throws {
            try check(line, Self.json, body, seed: CapgoWorld.seed)
        }

        @Test(arguments: [
            (
                "POST /app/",
                #"{"app_id":"com.x.y","name":"X","owner_org":"\#(CapgoWorld.organization)"}"#
            ),
            ("POST /apikey/", #"{"name":"X","mode":"all","limited_to_apps":["com.ada.app"]}"#),
            ("POST /organization/", #"{"name":"New"}"#),
        ])
        func `the body of an operation of Capgo`(line: String, body: String) throws {
            let wire = CapgoWorld.wire(line, body)
            try check(wire.line, wire.fields, wire.body, seed: CapgoWorld.seed)
        }

        @Test(arguments: [
            (
                "POST /api/v1/apps", "cav_fake",
                #"{"name":"X","organization_id":"\#(LargeWorld.organization)"}"#
            ),
            ("POST /_understudy/cavos/organizations", "", #"{"name":"X"}"#),
            (
                "POST /_understudy/cavos/organizations/\(LargeWorld.organization)/api-keys", "",
                #"{"name":"X"}"#
            ),
            (
                "POST /v1/organizations/org_ours/api-keys", "capy_live_fake",
                #"{"name":"X","scopes":["*"]}"#
            ),
            ("POST /_understudy/capydb/organizations", "", #"{"name":"X"}"#),
            ("POST /_understudy/capydb/organizations/org_ours/projects", "", #"{"name":"X"}"#),
        ])
        func `the body of an operation of Cavos and of CapyDB`(
            line: String, key: String, body: String
        ) throws {
            let fields = Self.json + (key.isEmpty ? [] : ["Authorization: Bearer \(key)"])
            let world =
                line.contains("org_ours") || line.contains("capydb")
                ? LargeWorld.makeCapydb(1) : LargeWorld.makeCavos(1)
            let time = Timestamp(milliseconds: 1_770_000_000_000)
            let sandbox = Sandbox(
                world: world, identifiers: IdentifierSource(seed: 1),
                clock: SandboxClock(frozenAt: time))
            check(line, fields, body, by: InProcessClient(sandbox: sandbox, time: time))
        }

        private func check(
            _ line: String, _ fields: [String], _ body: String, seed: String
        ) throws {
            check(line, fields, body, by: try InProcessClient(seed: seed))
        }

        private func check(
            _ line: String, _ fields: [String], _ body: String, by client: InProcessClient
        ) {
            let reply = client.send(line, fields, body: body)
            #expect(reply.status < 300, "\(reply.body)")
            #expect(client.exchanges.last?.parseCounts.body == 1)
        }
    }
#endif
