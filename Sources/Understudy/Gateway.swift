package import ControlPlane
package import Emulation
package import HTTP
package import Sandboxes

/// The only way in: for sockets, for tests in process, and for the Swift library.
///
/// Confined to the loop's thread.
package final class Gateway {
    package let sandboxes: SandboxDirectory
    private let controlPlane: ControlPlane
    /// The memory of the request logs of all sandboxes.
    package let requestLogs: RequestLogBudget
    private let servicePaths = ServicePaths(AnyService.all)
    /// Called with what happened to each request when its answer is ready.
    package var onFinish: ((ExchangeRecord) -> Void)?
    /// The system's time, for the duration in the records; nil leaves it out.
    package var systemTime: (() -> Timestamp)?

    /// Runs an action in a later turn of the loop; at once by default, which is for callers without a loop.
    package var runLater: (@escaping () -> Void) -> Void = { $0() }

    /// Receives the answer and how it leaves, at once or later.
    package typealias Deliver = (Delivery, ExchangeRecord) -> Void

    package init(
        sandboxes: SandboxDirectory, controlPlane: ControlPlane,
        requestLogs: RequestLogBudget = RequestLogBudget()
    ) {
        self.sandboxes = sandboxes
        self.controlPlane = controlPlane
        self.requestLogs = requestLogs
    }

    /// Everything that happens to a request, in order.
    package func handle(
        _ request: consuming Request, at systemTime: Timestamp, deliver: @escaping Deliver
    ) {
        let location = sandboxes.resolve(&request)
        let sandbox = location.sandbox ?? sandboxes.default
        let surface = surface(of: request, at: location)
        let exchange = record(request, on: surface, in: sandbox, systemTime)
        match(exchange, on: surface)
        if let answer = refusalOfBody(exchange, on: surface) {
            return finish(exchange, answer, nil, on: surface, in: sandbox, deliver)
        }
        let fault = fault(before: exchange, on: surface, in: sandbox)
        if let fault, !fault.isPerformed {
            let answer = fault.response(by: surface.contract, at: exchange.now)
            return finish(exchange, answer, fault, on: surface, in: sandbox, deliver)
        }
        perform(exchange, on: surface, in: sandbox) { [self] response in
            guard exchange.needsDurability else {
                return finish(exchange, response, fault, on: surface, in: sandbox, deliver)
            }
            if sandbox.storage != nil { exchange.waitsSince = self.systemTime?() }
            sandbox.whenDurable { [self] isDurable in
                let answer = isDurable ? response : notDurable(surface)
                finish(exchange, answer, fault, on: surface, in: sandbox, deliver)
            }
        }
    }

    /// Answers input that never became a request, in the shape of the service that its path names.
    package func handle(
        _ failure: RequestFailure, at systemTime: Timestamp, deliver: @escaping Deliver
    ) {
        var request = failure.head ?? Request(method: .get, target: "", path: "")
        let location = sandboxes.resolve(&request)
        let sandbox = location.sandbox ?? sandboxes.default
        let surface = failure.head == nil ? .nobody : surface(of: request, at: location)
        let exchange = record(request, on: surface, in: sandbox, systemTime)
        exchange.failure = failure
        let answer = transportFailure(failure.status, surface)
        finish(exchange, answer, nil, on: surface, in: sandbox, deliver)
    }

    /// The answer to a connection over the limit.
    package func handleOverload(at systemTime: Timestamp, deliver: @escaping Deliver) {
        handle(
            RequestFailure(status: 503, reason: "There are too many connections."), at: systemTime,
            deliver: deliver)
    }

    private func finish(
        _ exchange: ExchangeRecord, _ response: Response, _ fault: FiredFault?,
        on surface: Surface, in sandbox: Sandbox, _ deliver: Deliver
    ) {
        var response = response
        let isReplaced = fault.map { !$0.isPerformed } ?? false
        let time = systemTime?()
        exchange.finish(status: response.status, at: time)
        let fault = fault ?? self.fault(after: exchange, in: sandbox)
        if let fault { exchange.noteDelivery(fault.manner) }
        if case .publicAPI(let contract) = surface {
            let isFaulted = isReplaced || exchange.status == 0
            sandbox.coverage.count(
                exchange, by: contract, status: response.status, isFaulted: isFaulted)
        }
        if exchange.isOfService, requestLogs.isOn {
            if response.status >= 400, fault == nil {
                exchange.hint = RequestHint.sentence(for: exchange, in: sandbox)
            }
            requestLogs.append(
                exchange, &response, sequence: sandbox.sequence, to: sandbox.requestLog)
        }
        onFinish?(exchange)
        sandbox.endRequest(usedAt: Self.isUse(exchange) ? time ?? exchange.receivedAt : nil)
        deliver(fault?.delivery(of: response) ?? Delivery(response), exchange)
    }

    /// Whether a request prolongs the life of its sandbox: one that reaches a service, or the
    /// control plane and is allowed to.
    private static func isUse(_ exchange: ExchangeRecord) -> Bool {
        switch exchange.surface {
        case .publicAPI, .dashboard, .controlPlane:
            exchange.failure == nil && exchange.controlRefusal == nil
        case .unknownSandbox, .none: false
        }
    }

    // MARK: Faults

    /// The fault rule that fires before the request is performed.
    private func fault(before exchange: ExchangeRecord, on surface: Surface, in sandbox: Sandbox)
        -> FiredFault?
    {
        guard !sandbox.faults.isEmpty, exchange.isOfService else { return nil }
        return sandbox.faults.firing(before: exchange) {
            surface.contract?.account(exchange, sandbox.world)
        }
    }

    /// The fault rule that fires when the outcome is known, unless the input was no request.
    private func fault(after exchange: ExchangeRecord, in sandbox: Sandbox) -> FiredFault? {
        guard !sandbox.faults.isEmpty, exchange.isOfService, exchange.failure == nil else {
            return nil
        }
        return sandbox.faults.firing(after: exchange)
    }

    // MARK: Surfaces

    /// Who answers a request.
    private enum Surface {
        case publicAPI(AnyContract)
        /// The operations of a vendor's dashboard, with the path below the service's name.
        case dashboard(AnyContract, path: String)
        case controlPlane(path: String)
        /// A name that no sandbox has.
        case unknownSandbox(String)
        case nobody

        /// The contract of the service that answers.
        var contract: AnyContract? {
            switch self {
            case .publicAPI(let contract), .dashboard(let contract, _): contract
            case .controlPlane, .unknownSandbox, .nobody: nil
            }
        }
    }

    private func surface(of request: borrowing Request, at location: SandboxDirectory.Location)
        -> Surface
    {
        switch location {
        case .found(let sandbox): surface(of: request, in: sandbox)
        case .unknown(_, isHost: true) where ControlPlane.isProbe(request.path):
            surface(of: request, in: sandboxes.default)
        case .unknown(let name, _): .unknownSandbox(name)
        }
    }

    /// Finds who answers: by the host, which may be a real service's, else by the longest base path.
    private func surface(of request: borrowing Request, in sandbox: Sandbox) -> Surface {
        if let service = servicePaths.owner(host: request.host) {
            return .publicAPI(sandbox.contract(of: service))
        }
        if let path = ControlPlane.path(of: request.path) {
            return dashboard(path) ?? .controlPlane(path: path)
        }
        let owner = servicePaths.owner(path: request.path) ?? ownerAfterSlashes(of: request.path)
        return owner.map { .publicAPI(sandbox.contract(of: $0)) } ?? .nobody
    }

    /// Finds the service of a path that begins with several slashes, as a base URL with one too many makes it.
    ///
    /// No route matches such a path, so the service answers in its own shape that it is unknown.
    private func ownerAfterSlashes(of path: String) -> AnyService? {
        guard path.startsWithBytes(of: "//") else { return nil }
        let rest = path.utf8.drop { $0 == UInt8(ascii: "/") }
        return servicePaths.owner(path: "/" + String(Substring(rest)))
    }

    /// Whether a request is for the control plane or a dashboard, decided by its head alone.
    package func isForControlPlane(_ head: Request) -> Bool {
        ControlPlane.owns(head.path) && servicePaths.owner(host: head.host) == nil
    }

    private func dashboard(_ path: String) -> Surface? {
        for service in AnyService.all {
            let base = "/" + service.name
            guard path.startsWithBytes(of: base) else { continue }
            let rest = String(Substring(path.utf8.dropFirst(base.utf8.count)))
            if rest.isEmpty || rest.utf8.first == UInt8(ascii: "/") {
                return .dashboard(service.dashboard, path: rest)
            }
        }
        return nil
    }

    /// Begins the record of a request.
    private func record(
        _ request: consuming Request, on surface: Surface, in sandbox: Sandbox,
        _ systemTime: Timestamp
    ) -> ExchangeRecord {
        let now = sandbox.clock.now(systemTime: systemTime)
        let name = sandbox.name
        sandbox.beginRequest()
        return switch surface {
        case .publicAPI(let contract):
            ExchangeRecord(
                request, sandbox: name, .publicAPI, of: contract.facts, receivedAt: systemTime,
                now: now)
        case .dashboard(let contract, let path):
            ExchangeRecord(
                request, sandbox: name, .dashboard, of: contract.facts, routedPath: path,
                receivedAt: systemTime,
                now: now)
        case .controlPlane(let path):
            ExchangeRecord(
                request, sandbox: name, .controlPlane, routedPath: path, receivedAt: systemTime,
                now: now)
        case .unknownSandbox(let name):
            ExchangeRecord(
                request, sandbox: name, .unknownSandbox, receivedAt: systemTime, now: now)
        case .nobody:
            ExchangeRecord(request, sandbox: name, .none, receivedAt: systemTime, now: now)
        }
    }

    /// Finds the route.
    ///
    /// Nothing changes yet.
    private func match(_ exchange: ExchangeRecord, on surface: Surface) {
        switch surface {
        case .publicAPI(let contract): contract.match(exchange)
        case .dashboard(let contract, _): contract.match(exchange)
        case .controlPlane: controlPlane.match(exchange)
        case .unknownSandbox, .nobody: break
        }
    }

    private func perform(
        _ exchange: ExchangeRecord, on surface: Surface, in sandbox: Sandbox,
        _ completion: @escaping (Response) -> Void
    ) {
        switch surface {
        case .publicAPI(let contract): perform(exchange, by: contract, in: sandbox, completion)
        case .dashboard(let contract, _):
            if let refusal = controlPlane.refusal(of: exchange) { return completion(refusal) }
            if let refusal = controlPlane.refusal(ofDashboard: exchange) {
                return completion(refusal)
            }
            perform(exchange, by: contract, in: sandbox, completion)
        case .controlPlane:
            if let refusal = controlPlane.refusal(of: exchange) { return completion(refusal) }
            requestLogs.include(sandbox.requestLog)
            controlPlane.perform(
                exchange, in: sandbox, of: sandboxes, runLater: runLater, completion)
        case .unknownSandbox(let name):
            completion(controlPlane.unknownSandbox(name, exchange.request, in: sandboxes))
        case .nobody: completion(JSONErrorBody.response(404, "Not found"))
        }
    }

    private func perform(
        _ exchange: ExchangeRecord, by contract: AnyContract, in sandbox: Sandbox,
        _ completion: @escaping (Response) -> Void
    ) {
        if let response = sandbox.perform(exchange, by: contract) { return completion(response) }
        runLater { [self] in resume(exchange, by: contract, in: sandbox, completion) }
    }

    /// Continues a request that has more to do than fits in a turn: others are answered in between.
    private func resume(
        _ exchange: ExchangeRecord, by contract: AnyContract, in sandbox: Sandbox,
        _ completion: @escaping (Response) -> Void
    ) {
        if let response = sandbox.resume(exchange, by: contract) { return completion(response) }
        runLater { [self] in resume(exchange, by: contract, in: sandbox, completion) }
    }

    // MARK: Answers without an operation

    private func notDurable(_ surface: Surface) -> Response {
        switch surface {
        case .publicAPI(let contract), .dashboard(let contract, _): contract.internalError()
        case .controlPlane, .unknownSandbox, .nobody: ControlPlane.notDurable
        }
    }

    /// The answer to a body that would hold the loop for too long; nil for any other.
    private func refusalOfBody(_ exchange: ExchangeRecord, on surface: Surface) -> Response? {
        if case .controlPlane = surface, ControlPlane.readsBodyOnWorker(exchange) { return nil }
        guard let failure = BodyLimits.failure(of: exchange) else { return nil }
        exchange.failure = failure
        return switch surface {
        case .publicAPI, .nobody: transportFailure(failure.status, surface)
        case .dashboard, .controlPlane, .unknownSandbox: ControlPlane.tooManyValues
        }
    }

    private func transportFailure(_ status: Int, _ surface: Surface) -> Response {
        let message = TransportErrorMessage.text(status: status)
        return switch surface {
        case .publicAPI(let contract): contract.transportFailure(status, message)
        case .dashboard, .controlPlane, .unknownSandbox, .nobody:
            JSONErrorBody.response(status, message)
        }
    }
}

/// The sentences for input that never became a request (basis: assumed; the services' edges are not documented).
enum TransportErrorMessage {
    static func text(status: Int) -> String {
        switch status {
        case 408: "Request timeout"
        case 413: "Request body too large"
        case 414: "URI too long"
        case 417: "Expectation failed"
        case 431: "Request header fields too large"
        case 501: "Not implemented"
        case 503: "Service unavailable"
        case 505: "HTTP version not supported"
        default: "Bad request"
        }
    }
}
