#if DEBUG
    import Emulation
    import HTTP
    import Sandboxes
    import Testing
    import Understudy
    import UnderstudyTesting
    import ControlPlane

    /// No operation of Cavos holds the loop: what it does between two turns is bounded, however many rows there are.
    ///
    /// The clock counts visited rows, not time: the result is the same on each machine.
    @Suite(.serialized) struct LoopWorkTests {
        /// About 5 ms of a release build.
        private static let rowsPerTurnMax = 3000

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
            plane("POST /cavos/organizations/\(LargeWorld.organization)/api-keys", #"{"name":"X"}"#),
            plane("DELETE /cavos/organizations/\(LargeWorld.organization)/api-keys/\(LargeWorld.uuid(9))"),
            plane("PATCH /cavos/apps/\(LargeWorld.uuid(9))", #"{"is_active":false}"#),
            plane("DELETE /cavos/apps/\(LargeWorld.uuid(9))"),
            plane("DELETE /cavos/organizations/\(LargeWorld.organization)"),
            plane("PATCH /cavos/users/ada@example.com", #"{"plan":"growth"}"#),
            plane("GET /limits"), plane("GET /health"), plane("GET /clock"), plane("GET /state"),
        ]

        @Test func `Cavos`() throws { try run(Self.cavos, in: LargeWorld.cavos) }

        private func run(_ acts: [Act], in world: World) throws {
            for act in acts {
                let turns = try Turns(of: act.wire, in: world)
                #expect(turns.status < 300 || turns.status == 429, "\(act.wire): \(turns.body.prefix(300))")
                #expect(turns.rowsMax <= Self.rowsPerTurnMax, "\(act.wire) visits too many rows in a turn")
            }
        }
    }

    /// The turns of the loop that one request takes, with the rows that each visits.
    private struct Turns {
        private(set) var status = 0
        private(set) var body = ""
        private(set) var rowsMax = 0

        init(of wire: Wire, in world: World) throws {
            let meter = WorkMeter()
            let time = Timestamp(milliseconds: 1_770_000_000_000)
            var world = world
            var installer = MeterInstaller(meter: meter)
            world.accounts.visitTables(&installer)
            world.visitSections(&installer)
            let sandbox = Sandbox(
                world: world, identifiers: IdentifierSource(seed: 1), clock: SandboxClock(frozenAt: time))
            let gateway = Gateway(
                sandboxes: SandboxDirectory(default: sandbox),
                controlPlane: ControlPlane(
                    requestGuard: RequestGuard(), status: ServerStatus(version: "test", startedAt: time)))
            var later: [() -> Void] = []
            gateway.runLater = { later.append($0) }
            var response: Response?
            let request = try wire.request()
            measure(meter) { gateway.handle(request, at: time) { delivery, _ in response = delivery.response } }
            while !later.isEmpty {
                let next = later.removeFirst()
                measure(meter) { next() }
            }
            let answer = try #require(response, "no answer: \(wire)")
            status = answer.status
            guard let source = answer.body.source else {
                body = String(decoding: answer.body.wholeBytes ?? [], as: UTF8.self)
                return
            }
            source.start(resume: {})
            var isAtEnd = false
            while !isAtEnd {
                measure(meter) {
                    if case .bytes = source.next(byteCountMax: 65_536) { isAtEnd = false } else { isAtEnd = true }
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
