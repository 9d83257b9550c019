package import HTTP

/// The record of one request and its answer: filled in step by step, read by the request log.
///
/// A class confined to the loop's thread, because steps that complete later share it. Properties
/// that are known at the start are constants, which also avoids checks for exclusive access.
package final class ExchangeRecord {
    /// The part of the emulator that a request belongs to.
    package enum Surface: String, Sendable {
        case publicAPI = "public"
        case dashboard
        case controlPlane = "control"
        /// A name that no sandbox has.
        case unknownSandbox = "unknown_sandbox"
        /// A path without an owner.
        case none
    }

    /// The contract that a request belongs to, for the record.
    package final class ContractFacts: Sendable {
        package let service: String
        package let contract: String
        package let secrets: SecretFields

        init(service: String, contract: String, secrets: SecretFields) {
            self.service = service
            self.contract = contract
            self.secrets = secrets
        }
    }

    /// The request without the sandbox's prefix.
    package let request: Request
    /// The sandbox's name.
    package let sandbox: String
    package let surface: Surface
    private let facts: ContractFacts?
    /// The path below the prefix of a dashboard or the control plane; nil when it is the request's own.
    private let pathBelowPrefix: String?
    /// The system time of arrival.
    package let receivedAt: Timestamp
    /// The sandbox's time of arrival: the current time for the whole request.
    package let now: Timestamp

    package var match = RouteMatch.nothing
    /// The route that was found.
    package var route: RouteDescription?
    /// The id of the user whose requests are counted.
    package var account: String?
    /// The refusal, with its basis, that answers the request.
    package var refused: Refused?
    /// Why the control plane refused the request; nil for any other.
    package var controlRefusal: ControlRefusal?
    /// Why the bytes are not a valid request; nil for a valid one.
    package var failure: RequestFailure?
    /// The id of the fault rule that fired for the request.
    package var fault: String?
    /// How a fault rule changed the way in which the answer left; nil for an answer as usual.
    package private(set) var delivery: String?
    /// The status of the answer; 0 before there is one, and when nothing of it is sent.
    package private(set) var status = 0
    /// The system time when the answer was ready; nil before, and if durations are not measured.
    private var answeredAt: Timestamp?
    /// The system time since which the answer waits for a flush; nil if it need not.
    package var waitsSince: Timestamp?
    /// What a person may have overlooked, in a sentence, for a request that was refused.
    package var hint: String?
    /// Whether the operation itself waits until what it answers is durable.
    package var isWaitedFor = false
    /// Whether the world has changed.
    package var didChange = false
    /// The caller of an operation that continues in a later turn.
    var caller: (any Sendable)?
    /// What was parsed of the request so far.
    var parsed = ParsedParts()

    package init(
        _ request: consuming Request, sandbox: String, _ surface: Surface,
        of facts: ContractFacts? = nil,
        routedPath: String? = nil, receivedAt: Timestamp, now: Timestamp
    ) {
        self.request = request
        self.sandbox = sandbox
        self.surface = surface
        self.facts = facts
        pathBelowPrefix = routedPath
        self.receivedAt = receivedAt
        self.now = now
    }

    /// Whether a client of a service sent it, and not a test that controls the emulator.
    package var isOfService: Bool {
        switch surface {
        case .publicAPI, .none: true
        case .dashboard, .controlPlane, .unknownSandbox: false
        }
    }

    /// Records the answer.
    package func finish(status: Int, at time: Timestamp?) {
        self.status = status
        parsed.discard()
        answeredAt = time
    }

    /// Records how the answer leaves.
    package func noteDelivery(_ manner: Delivery.Manner) {
        switch manner {
        case .respond: return
        case .truncate: delivery = "truncated"
        case .trickle: delivery = "paced"
        case .drop: (delivery, status) = ("dropped", 0)
        case .reset: (delivery, status) = ("reset", 0)
        }
    }

    /// The service's name; nil for the control plane's own operations and paths without an owner.
    package var service: String? { facts?.service }

    /// The id of the service's contract.
    package var contract: String? { facts?.contract }

    /// The path for which the route is looked up.
    package var routedPath: String { pathBelowPrefix ?? request.path }

    /// The time until the answer was ready.
    package var durationMilliseconds: Int? {
        answeredAt.map { Int($0.milliseconds - receivedAt.milliseconds) }
    }

    /// The time for which the answer waited until it was durable.
    package var durableWaitMilliseconds: Int? {
        guard let answeredAt, let waitsSince else { return nil }
        return Int(answeredAt.milliseconds - waitsSince.milliseconds)
    }

    /// What happened, without the request, which the request log packs.
    package var summary: Summary {
        Summary(
            sandbox: sandbox, surface: surface, facts: facts, receivedAt: receivedAt, now: now,
            route: route, account: account, refusal: refused?.refusal,
            failureReason: failure?.reason, fault: fault, delivery: delivery, hint: hint,
            status: status, answeredAt: answeredAt, waitsSince: waitsSince, didChange: didChange)
    }

    /// What the request log stores of an exchange besides the request.
    ///
    /// It refers to what lives as long as the program, and to few texts of its own.
    package struct Summary {
        fileprivate let sandbox: String
        fileprivate let surface: Surface
        fileprivate let facts: ContractFacts?
        fileprivate let receivedAt: Timestamp
        package let now: Timestamp
        fileprivate let route: RouteDescription?
        package let account: String?
        package let refusal: Refusal?
        fileprivate let failureReason: String?
        package let fault: String?
        fileprivate let delivery: String?
        fileprivate let hint: String?
        package let status: Int
        fileprivate let answeredAt: Timestamp?
        fileprivate let waitsSince: Timestamp?
        fileprivate let didChange: Bool

        package var service: String? { facts?.service }
        package var operation: String? { route?.name }
    }

    /// Makes a record of an entry of the request log; of a refusal it has only the kind.
    package convenience init(_ request: consuming Request, _ summary: Summary) {
        self.init(
            request, sandbox: summary.sandbox, summary.surface, of: summary.facts,
            receivedAt: summary.receivedAt, now: summary.now)
        route = summary.route
        account = summary.account
        refused = summary.refusal.map { Refused($0) }
        failure = summary.failureReason.map { RequestFailure(status: summary.status, reason: $0) }
        fault = summary.fault
        delivery = summary.delivery
        hint = summary.hint
        waitsSince = summary.waitsSince
        didChange = summary.didChange
        finish(status: summary.status, at: summary.answeredAt)
    }

    /// The fields that contain credentials; nil for a path without an owner.
    package var secrets: SecretFields? { facts?.secrets }

    /// The operation's name; nil if no route was found.
    package var operation: String? { route?.name }

    /// The redacted credential; nil without one.
    package var credential: String? { facts?.secrets.credential(of: request) }

    /// The credential in full; nil without one.
    package var wholeCredential: String? { facts?.secrets.token(of: request) }

    /// Whether the request has a credential, which is given in full or redacted.
    package func hasCredential(_ credential: String) -> Bool {
        facts?.secrets.hasCredential(credential, in: request) ?? false
    }

    /// The path, with credentials redacted.
    package var path: String {
        facts?.secrets.redactedPath(request.path, of: route) ?? request.path
    }

    /// Whether the answer has to wait until the changes so far are durable.
    ///
    /// An unsafe method waits also when it was refused or changed nothing: what it found may not be durable yet.
    package var needsDurability: Bool {
        !isWaitedFor && (!request.method.isSafe || route?.isWrite ?? false)
    }
}
