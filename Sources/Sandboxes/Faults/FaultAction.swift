package import Emulation
package import HTTP

/// What a fault rule does to an answer.
struct FaultAction: Sendable {
    /// An answer that replaces the real one; the request is not performed.
    struct Answer: Sendable {
        let status: Int
        /// The sentence in the service's own error shape; nil for the usual one of the status.
        let message: String?
        /// Replaces the whole body.
        let body: [UInt8]?
        let headers: HeaderFields
    }

    let answer: Answer?
    let manner: Delivery.Manner
    let delayMilliseconds: Int
    let jitterMilliseconds: Int
    /// Whether a request without an answer is performed.
    let isPerformed: Bool
}

/// A fault rule that fired for one request.
package final class FiredFault {
    private let action: FaultAction
    private let delayMilliseconds: Int
    private let hold: DeliveryHold
    package let ruleID: String

    init(_ action: FaultAction, ruleID: String, jitter: Int, _ hold: DeliveryHold) {
        self.action = action
        self.ruleID = ruleID
        self.hold = hold
        delayMilliseconds = action.delayMilliseconds + jitter
    }

    /// Whether the request is performed as without the rule.
    package var isPerformed: Bool { action.answer == nil && action.isPerformed }

    /// How much of the answer is sent.
    package var manner: Delivery.Manner { action.manner }

    /// The answer instead of performing the request.
    ///
    /// - Parameters:
    ///   - contract: writes the body in the service's shape; nil for a path without owner.
    ///   - now: the sandbox's time.
    /// - Returns: the answer.
    package func response(by contract: AnyContract?, at now: Timestamp) -> Response {
        guard let answer = action.answer else { return Response(status: 0) }
        var response =
            contract?.fault(answer.status, answer.message, now)
            ?? JSONErrorBody.response(answer.status, answer.message ?? "Fault")
        if let body = answer.body { response.body = .bytes(body) }
        for field in answer.headers.fields { response.headers[field.name] = field.value }
        return response
    }

    /// How the answer leaves.
    package func delivery(of response: Response) -> Delivery {
        Delivery(response, delayMilliseconds: delayMilliseconds, manner: action.manner, hold: hold)
    }
}
