import HTTP
import Listener

/// An application made of what a test wants to happen.
final class ClosureHandler: RequestHandler {
    let date = "Fri, 13 Feb 2026 12:00:00 GMT"

    /// Exchanges that were kept for later.
    var kept: [Exchange] = []
    private(set) var answerCount = 0
    /// Wakes the source of a stream that waits.
    var wakeSource: (() -> Void)?
    /// Called each time that the loop is about to block.
    var whenLoopWillWait: ((ClosureHandler) -> Void)?

    /// How large the body of a request with this head may be; nil for the configuration's limit.
    var bodyByteCountMax: (Request) -> Int? = { _ in nil }

    private let onRequest: (ClosureHandler, Request, Exchange) -> Void

    init(_ onRequest: @escaping (ClosureHandler, Request, Exchange) -> Void) {
        self.onRequest = onRequest
    }

    /// An application that answers with the target.
    static func echo() -> ClosureHandler {
        ClosureHandler { handler, request, exchange in handler.answer(exchange, request.target) }
    }

    func answer(_ exchange: Exchange, _ text: String) {
        answerCount += 1
        exchange.deliver(Delivery(Response(status: 200, body: Array(text.utf8))), date: date)
    }

    func bodyByteCountMax(for head: Request) -> Int? {
        bodyByteCountMax(head)
    }

    func handle(_ request: Request, _ exchange: Exchange) {
        onRequest(self, request, exchange)
    }

    func response(to failure: RequestFailure) -> Response {
        Response(status: failure.status, body: Array(failure.reason.utf8))
    }

    func responseToOverload() -> Response {
        Response(status: 503, body: Array("too many".utf8))
    }

    func loopWillWait() {
        whenLoopWillWait?(self)
    }
}
