internal import Emulation
internal import HTTP
internal import Persistence

/// What one route of the control plane does.
struct ControlOperation: Sendable {
    /// What came of an operation.
    enum Outcome {
        case answer(Answer)
        case refusal(ControlError)
        /// JSON that is made while it is sent.
        case text(any ChunkSource)
    }

    /// One request of the control plane.
    struct Call {
        let request: Request
        let parameters: PathParameters
        let systemTime: Timestamp
    }

    typealias Body = @Sendable (ControlPlane, Request, _ systemTime: Timestamp) throws(ControlError) -> Answer
    typealias Reply = (Outcome) -> Void
    typealias LateBody = @Sendable (ControlPlane, Call, @escaping Reply) throws(ControlError) -> Void

    let body: LateBody

    /// Answers at once.
    init(_ body: @escaping Body) {
        self.body = { plane, call, reply throws(ControlError) in
            reply(.answer(try body(plane, call.request, call.systemTime)))
        }
    }

    /// Answers when it is done.
    init(late body: @escaping LateBody) {
        self.body = body
    }
}
