package import ControlPlane
package import Emulation
package import HTTP
internal import JSON
package import Sandboxes
package import Understudy

/// Sends requests through the gateway without a socket, under a clock that is frozen until the test moves it.
package final class InProcessClient {
    package static let start = "2026-02-13T12:00:00Z"

    package let gateway: Gateway
    /// What happened to each request, in order.
    package private(set) var exchanges: [ExchangeRecord] = []
    private let time: Timestamp
    private var indexes = IndexCheck()

    /// - Parameters:
    ///   - seed: the text of a seed.
    ///   - start: the time of the clock.
    ///   - requestGuard: the control plane's rules.
    ///   - requestLogs: the bounds of the request log.
    /// - Throws: `SeedError`, or an error when the start is not a time.
    package convenience init(
        seed: String, start: String = InProcessClient.start,
        requestGuard: RequestGuard = RequestGuard(),
        requestLogs: RequestLogBudget = RequestLogBudget()
    ) throws {
        guard let time = Timestamp(rfc3339: start) else { throw BadStart(text: start) }
        let identifiers = IdentifierSource(seed: 1)
        var stream = identifiers
        let world = try World(seed: Array(seed.utf8), identifiers: &stream, now: time)
        let sandbox = Sandbox(
            world: world, identifiers: identifiers, clock: SandboxClock(frozenAt: time),
            createdAt: time)
        self.init(
            sandbox: sandbox, time: time, requestGuard: requestGuard, requestLogs: requestLogs)
    }

    /// Makes a client of a sandbox whose storage the test has set up.
    package init(
        sandbox: Sandbox, time: Timestamp, requestGuard: RequestGuard = RequestGuard(),
        requestLogs: RequestLogBudget = RequestLogBudget()
    ) {
        gateway = Gateway(
            sandboxes: SandboxDirectory(default: sandbox),
            controlPlane: ControlPlane(
                requestGuard: requestGuard, status: ServerStatus(version: "test", startedAt: time)),
            requestLogs: requestLogs)
        self.time = time
        gateway.onFinish = { [unowned self] exchange in
            exchanges.append(exchange)
            DeclarationCheck.check(exchange)
            if exchange.didChange { indexes.countChange(self.sandbox.world) }
        }
    }

    deinit {
        indexes.finish(gateway.sandboxes.default.world)
        #if DEBUG
            for exchange in exchanges
            where exchange.parseCounts.query > 1 || exchange.parseCounts.body > 1 {
                TestIssue.record(
                    "\(exchange.operation ?? exchange.path) parses again: \(exchange.parseCounts)"
                )
            }
        #endif
    }

    private struct BadStart: Error {
        let text: String
    }

    package var sandbox: Sandbox { gateway.sandboxes.default }

    /// Sends a request; its answer comes at once or, with a queue that the test steps, later.
    package func send(_ wire: Wire, deliver: @escaping (Delivery) -> Void) {
        do throws(RequestFailure) {
            gateway.handle(try wire.request(), at: time) { delivery, _ in deliver(delivery) }
        } catch {
            gateway.handle(error, at: time) { delivery, _ in deliver(delivery) }
        }
    }

    /// Sends a request that cannot be written as text.
    package func send(_ request: Request) -> Reply {
        var reply: Reply?
        gateway.handle(request, at: time) { delivery, _ in reply = Reply(delivery) }
        gateway.sandboxes.flush()
        return reply ?? Reply(status: 0, body: "")
    }

    /// Sends a request whose answer waits for nothing but a flush.
    package func send(_ wire: Wire) -> Reply {
        var reply: Reply?
        send(wire) { reply = Reply($0) }
        gateway.sandboxes.flush()
        guard let reply else {
            TestIssue.record("The request has no answer yet: \(wire)")
            return Reply(status: 0, body: "")
        }
        return reply
    }

    /// Sends a request in its parts.
    package func send(_ line: String, _ fields: [String] = [], body: String = "") -> Reply {
        send(Wire(line, fields, body: body))
    }

    /// Sends a request to the control plane with a JSON body.
    package func control(_ line: String, body: String = "") -> Reply {
        send(Wire(line, body.isEmpty ? [] : ["Content-Type: application/json"], body: body))
    }

    /// Advances the clock.
    package func advance(seconds: Int) {
        sandbox.clock.advance(byMilliseconds: Int64(seconds) * 1000)
    }

    /// The world in canonical form: what must not change when a request is refused.
    package var world: String {
        String(decoding: sandbox.world.canonicalBytes, as: UTF8.self)
    }

    /// The world without the position of the stream of ids: what is as before when all that was made is removed.
    package var rows: String {
        world.replacing(/,\n"id_stream": "[0-9a-f]{16}"/, with: "")
    }
}

/// Checks that a service gives only the refusals that its contract declares for the route.
enum DeclarationCheck {
    static func check(_ exchange: ExchangeRecord) {
        guard let refused = exchange.refused,
            let service = AnyService.all.first(where: { $0.name == exchange.service })
        else { return }
        let contracts = [service.dashboard] + service.contracts
        guard let contract = contracts.first(where: { $0.id == exchange.contract }) else {
            return TestIssue.record("\(service.name) has no contract \(exchange.contract ?? "")")
        }
        guard let route = exchange.route else {
            let common = contract.commonRefusals
            if ![common.notFound, common.methodNotAllowed].contains(refused.refusal) {
                TestIssue.record(
                    "\(service.name) refused a request without a route: \(refused.refusal.name)")
            }
            return
        }
        let declared = contract.routes.first { $0.route === route }?.refusals ?? []
        if !declared.contains(refused.refusal) {
            TestIssue.record(
                "\(service.name) \(route.name) does not declare the refusal \(refused.refusal.name)"
            )
        }
    }
}
