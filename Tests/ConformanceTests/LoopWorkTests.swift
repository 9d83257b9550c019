#if DEBUG
    import ControlPlane
    import Emulation
    import HTTP
    import Sandboxes
    import Testing
    import Understudy
    import UnderstudyTesting

    /// No operation holds the loop: what it does between two turns is bounded, however many rows there are.
    ///
    /// The clock counts visited rows, not time: the result is the same on each machine.
    @Suite(.serialized) struct LoopWorkTests {
        /// How many rows a turn may visit: 2 ms of a release build.
        private static let rowsPerTurnMax = 1500
        /// The same for accounts, each of which is read for several services: 5 ms.
        private static let accountRowsPerTurnMax = 3500

        private struct Act: CustomTestStringConvertible, Sendable {
            let wire: Wire
            var testDescription: String { "\(wire)" }

            init(_ line: String, _ fields: [String], _ body: String = "") {
                wire = Wire(line, fields, body: body)
            }
        }

        private static let json = ["Content-Type: application/json"]

        private static func plane(_ line: String, _ body: String = "") -> Act {
            Act(line.replacing(" /", with: " /_understudy/"), json, body)
        }

        // MARK: Cavos

        private static let cavos: [Act] = [
            Act(
                "POST /api/v1/apps", ["Authorization: Bearer cav_fake"] + json,
                #"{"name":"X","organization_id":"\#(LargeWorld.organization)"}"#),
            plane("GET /cavos/organizations"), plane("GET /cavos/apps"),
            plane("GET /cavos/apps?organization_id=\(LargeWorld.organization)"),
            plane("GET /cavos/organizations/\(LargeWorld.organization)/api-keys"),
            plane("POST /cavos/organizations", #"{"name":"X"}"#),
            plane(
                "POST /cavos/organizations/\(LargeWorld.organization)/api-keys", #"{"name":"X"}"#),
            plane(
                "DELETE /cavos/organizations/\(LargeWorld.organization)/api-keys/\(LargeWorld.uuid(9))"
            ),
            plane("PATCH /cavos/apps/\(LargeWorld.uuid(9))", #"{"is_active":false}"#),
            plane("DELETE /cavos/apps/\(LargeWorld.uuid(9))"),
            plane("DELETE /cavos/organizations/\(LargeWorld.organization)"),
            plane("PATCH /cavos/users/ada@example.com", #"{"plan":"growth"}"#),
            plane("DELETE /cavos/organizations/\(LargeWorld.organization)?keep_keys=true"),
            plane("GET /limits"), plane("GET /health"), plane("GET /clock"), plane("GET /state"),
        ]

        // MARK: Capgo

        private static let range = "from=2010-01-01T00:00:00Z&to=9999-12-31T00:00:00Z"
        private static let key = ["authorization: ada_all"] + json

        private static let capgoReads: [Act] =
            [
                "/apikey/", "/apikey/5/", "/organization/", "/organization/?page=500",
                "/organization/?orgId=\(LargeWorld.organization)",
                "/organization/members/?orgId=\(LargeWorld.organization)", "/app/",
                "/app/?page=500",
                "/app/?org_id=\(LargeWorld.organization)", "/app/com.ada.app",
                "/bundle/?app_id=com.ada.app", "/bundle/?app_id=com.ada.app&page=500",
                "/channel/?app_id=com.ada.app&page=500",
                "/channel/?app_id=com.ada.app&channel=channel5", "/device/?app_id=com.ada.app",
                "/device/?app_id=com.ada.app&device_id=\(LargeWorld.uuid(9))",
                "/statistics/app/com.ada.app/?\(range)",
                "/statistics/app/com.ada.app/bundle_usage?\(range)",
                "/statistics/org/\(LargeWorld.organization)/?from=2026-01-01&to=2026-01-03&breakdown=true",
                "/statistics/user/?\(range)", "/ok",
            ]
            .map { Act("GET \($0)", key) }

        private static let capgoWrites: [Act] = [
            Act(
                "POST /apikey/", key,
                #"{"name":"X","mode":"all","limited_to_apps":["com.ada.app"]}"#),
            Act("PUT /apikey/5", key, #"{"name":"Y"}"#), Act("DELETE /apikey/6", key),
            Act("POST /organization/", key, #"{"name":"New"}"#),
            Act(
                "PUT /organization/", key,
                #"{"orgId":"\#(LargeWorld.organization)","name":"Other"}"#),
            Act(
                "POST /app/", key,
                #"{"app_id":"com.new.app","name":"X","owner_org":"\#(LargeWorld.organization)"}"#),
            Act("PUT /app/com.ada.app", key, #"{"name":"Y"}"#),
            Act(
                "POST /bundle/", key,
                #"{"app_id":"com.ada.app","version":"9.0.0","external_url":"https://example.com/a.zip","checksum":"abc"}"#
            ),
            Act("DELETE /bundle/", key, #"{"app_id":"com.ada.app","version":"1.0.9"}"#),
            Act("DELETE /bundle/", key, #"{"app_id":"com.ada.app"}"#),
            Act(
                "POST /channel/", key,
                #"{"app_id":"com.ada.app","channel":"new","version":"1.0.5"}"#),
            Act("DELETE /channel/", key, #"{"app_id":"com.ada.app","channel":"channel2"}"#),
            Act(
                "POST /device/", key,
                #"{"app_id":"com.ada.app","device_id":"\#(LargeWorld.uuid(9))","channel":"channel5"}"#
            ),
            Act(
                "DELETE /device/", key,
                #"{"app_id":"com.ada.app","device_id":"\#(LargeWorld.uuid(9))"}"#),
            Act("DELETE /app/com.ada.app", key),
            Act("DELETE /organization/", key, #"{"orgId":"\#(LargeWorld.organization)"}"#),
        ]

        private static let capgoConsole: [Act] = [
            plane("GET /capgo/users"), plane("GET /capgo/organizations"),
            plane("GET /capgo/apikeys"),
            plane("GET /capgo/apikeys?user=ada@example.com"), plane("GET /capgo/devices"),
            plane("GET /capgo/devices?app_id=com.ada.app"),
            plane("POST /capgo/users", #"{"email":"new@example.com"}"#),
            plane("POST /capgo/organizations", #"{"name":"New","user":"ada@example.com"}"#),
            plane("DELETE /capgo/organizations/\(LargeWorld.organization)"), plane("GET /state"),
        ]

        // MARK: CapyDB

        private static let bearer = ["Authorization: Bearer capy_live_fake"] + json

        private static let capydb: [Act] = [
            Act("GET /v1/me", bearer), Act("GET /v1/projects", bearer),
            Act("GET /v1/projects/prj_9", bearer),
            Act("GET /v1/organizations/org_ours", bearer),
            Act("GET /v1/organizations/org_ours/api-keys", bearer),
            Act(
                "POST /v1/organizations/org_ours/api-keys", bearer, #"{"name":"X","scopes":["*"]}"#),
            Act("DELETE /v1/organizations/org_ours/api-keys/key_9", bearer),
            Act("POST /v1/cli/login/sessions", json, #"{"name":"X"}"#),
            Act("GET /v1/cli/login/sessions/cli_9?poll_token=poll_9", []),
            plane("GET /capydb/organizations"), plane("GET /capydb/organizations/org_ours/members"),
            plane("GET /capydb/organizations/org_ours/projects"),
            plane("GET /capydb/organizations/org_ours/api-keys"),
            plane("GET /capydb/device-logins"),
            plane("POST /capydb/organizations/org_ours/projects", #"{"name":"X"}"#),
            plane("DELETE /capydb/organizations/org_ours/projects/prj_1"),
            plane("DELETE /capydb/organizations/org_ours/members/\(LargeWorld.user)"),
            plane("DELETE /capydb/organizations/org_ours"), plane("GET /state"),
        ]

        private static let accounts: [Act] = [
            plane("GET /limits"), plane("GET /limits?used=true"), plane("GET /capgo/users"),
            plane("PUT /limits", #"{"service":"capgo","user":"ada@example.com","requests":9}"#),
            plane("DELETE /limits?service=capgo"),
            plane("PATCH /capgo/users/ada@example.com", #"{"plan":"enterprise"}"#),
        ]

        @Test func `Cavos`() throws { try run(Self.cavos, in: LargeWorld.cavos) }

        @Test func `Capgo`() throws {
            try run(Self.capgoReads + Self.capgoWrites + Self.capgoConsole, in: LargeWorld.capgo)
        }

        @Test func `CapyDB`() throws { try run(Self.capydb, in: LargeWorld.capydb) }

        @Test func `an owner of very many organizations`() throws {
            let acts = [
                Act(
                    "POST /api/v1/apps", ["Authorization: Bearer cav_fake"] + Self.json,
                    #"{"name":"X","organization_id":"\#(LargeWorld.organization)"}"#),
                Self.plane("GET /limits?user=ada@example.com"),
            ]
            try run(acts, in: LargeWorld.organizationsOfOneOwner)
        }

        @Test func `a member of very many organizations`() throws {
            let paths = [
                "/app/", "/app/?page=500", "/organization/?page=9",
                "/statistics/user/?\(Self.range)",
            ]
            let acts = paths.flatMap { path in
                ["ada_all", "ada_limited"].map { Act("GET \(path)", ["authorization: \($0)"]) }
            }
            try run(acts, in: LargeWorld.organizationsOfOneMember)
        }

        @Test(arguments: [
            "DELETE /app/\(LargeWorld.app)", "DELETE /organization/ \(LargeWorld.organization)",
        ])
        func `keys that are limited to what is deleted`(deletion: String) throws {
            let parts = deletion.split(separator: " ").map(String.init)
            let body = parts.count < 3 ? "" : #"{"orgId":"\#(parts[2])"}"#
            let act = Act("\(parts[0]) \(parts[1])", Self.key, body)
            try run([act], in: LargeWorld.limitedKeys)
            var count = 0
            _ = try Turns(of: act.wire, in: LargeWorld.makeLimitedKeys(Self.interruptedRowCount)) {
                world in
                count += 1
                try Self.checkState(world)
            }
            #expect(count > 2)
        }

        /// So many rows that each list of them is interrupted by the end of a turn.
        private static let interruptedRowCount = WorkBudget.rowsPerTurn * 3 / 2

        /// Reads the state as a start would.
        private static func checkState(_ world: World) throws {
            var identifiers = IdentifierSource(seed: 1)
            let read = try World(
                seed: world.canonicalBytes, identifiers: &identifiers, now: .earliest)
            #expect(read.checkIndexes() == [])
            #expect(world.checkIndexes() == [])
        }

        @Test func `accounts`() throws {
            try run(
                Self.accounts, in: LargeWorld.accounts, rowsPerTurnMax: Self.accountRowsPerTurnMax)
        }

        @Test(arguments: [
            ("cavos/organizations/\(LargeWorld.organization)", LargeWorld.makeCavos),
            ("cavos/organizations/\(LargeWorld.organization)?keep_keys=true", LargeWorld.makeCavos),
            ("capgo/organizations/\(LargeWorld.organization)", LargeWorld.makeCapgo),
            ("capydb/organizations/org_ours", LargeWorld.makeCapydb),
        ])
        func `after each turn of a long deletion the state can be read again`(
            path: String, make: @Sendable (Int) -> World
        ) throws {
            var count = 0
            let turns = try Turns(
                of: Wire("DELETE /_understudy/\(path)"), in: make(Self.interruptedRowCount)
            ) {
                world in
                count += 1
                try Self.checkState(world)
            }
            #expect(turns.status == 200)
            #expect(count > 1)
        }

        private func run(_ acts: [Act], in world: World, rowsPerTurnMax: Int = Self.rowsPerTurnMax)
            throws
        {
            for act in acts {
                let turns = try Turns(of: act.wire, in: world)
                #expect(
                    turns.status < 300 || turns.status == 429,
                    "\(act.wire): \(turns.body.prefix(300))")
                #expect(
                    turns.parseCounts.query <= 1 && turns.parseCounts.body <= 1,
                    "\(act.wire) is parsed in each turn")
                #expect(
                    turns.rowsMax <= rowsPerTurnMax, "\(act.wire) visits too many rows in a turn")
            }
        }
    }

    /// The turns of the loop that one request takes, with the rows that each visits.
    private struct Turns {
        private(set) var status = 0
        private(set) var body = ""
        private(set) var rowsMax = 0
        private(set) var parseCounts = (query: 0, body: 0)

        init(of wire: Wire, in world: World, afterTurn: (World) throws -> Void = { _ in }) throws {
            let meter = WorkMeter()
            let time = Timestamp(milliseconds: 1_770_000_000_000)
            var world = world
            var installer = MeterInstaller(meter: meter)
            world.accounts.visitTables(&installer)
            world.visitSections(&installer)
            let sandbox = Sandbox(
                world: world, identifiers: IdentifierSource(seed: 1),
                clock: SandboxClock(frozenAt: time))
            let gateway = Gateway(
                sandboxes: SandboxDirectory(default: sandbox),
                controlPlane: ControlPlane(
                    requestGuard: RequestGuard(),
                    status: ServerStatus(version: "test", startedAt: time)))
            var later: [() -> Void] = []
            gateway.runLater = { later.append($0) }
            var exchange: ExchangeRecord?
            gateway.onFinish = { exchange = $0 }
            var response: Response?
            let request = try wire.request()
            measure(meter) {
                gateway.handle(request, at: time) { delivery, _ in response = delivery.response }
            }
            while !later.isEmpty {
                let next = later.removeFirst()
                try afterTurn(sandbox.world)
                measure(meter) { next() }
            }
            try afterTurn(sandbox.world)
            let answer = try #require(response, "no answer: \(wire)")
            parseCounts = try #require(exchange).parseCounts
            status = answer.status
            guard let source = answer.body.source else {
                body = String(decoding: answer.body.wholeBytes ?? [], as: UTF8.self)
                return
            }
            source.start(resume: {})
            var isAtEnd = false
            while !isAtEnd {
                measure(meter) {
                    if case .bytes = source.next(byteCountMax: 65_536) {
                        isAtEnd = false
                    } else {
                        isAtEnd = true
                    }
                }
            }
        }

        private mutating func measure(_ meter: WorkMeter, _ turn: () -> Void) {
            let before = meter.rowCount
            turn()
            rowsMax = max(rowsMax, meter.rowCount - before)
        }
    }

    private struct MeterInstaller: TableVisitor, SectionVisitor {
        let meter: WorkMeter

        mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
            state.visitTables(&self)
        }

        mutating func table<Row: Entity>(_ table: inout Table<Row>) {
            table.meter = meter
        }

        mutating func options<Options: Fields & Equatable>(_ options: inout Options) {}
    }
#endif
