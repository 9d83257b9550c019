internal import Emulation
package import HTTP
package import Listener
internal import Sandboxes

/// Connects the sockets to the gateway.
///
/// It adds nothing to an answer but the `Date` field.
package final class SocketAdapter: RequestHandler {
    private let gateway: Gateway
    /// How large a body for the control plane may be; those of the services have the loop's limit.
    private let controlBodyByteCountMax: Int
    private var dateSecond = Int64.min
    private var dateText = ""

    package init(_ gateway: Gateway, controlBodyByteCountMax: Int) {
        self.gateway = gateway
        self.controlBodyByteCountMax = controlBodyByteCountMax
    }

    package var date: String {
        date(at: gateway.sandboxes.default.clock.now(systemTime: systemTime))
    }

    package func bodyByteCountMax(for head: Request) -> Int? {
        gateway.isForControlPlane(head) ? controlBodyByteCountMax : nil
    }

    package func handle(_ request: consuming Request, _ exchange: Exchange) {
        gateway.handle(request, at: systemTime) { [self] delivery, record in
            exchange.deliver(delivery, date: date(at: record.now))
        }
    }

    package func response(to failure: RequestFailure) -> Response {
        var response = Response(status: failure.status)
        gateway.handle(failure, at: systemTime) { delivery, _ in response = delivery.response }
        return response
    }

    package func responseToOverload() -> Response {
        var response = Response(status: 503)
        gateway.handleOverload(at: systemTime) { delivery, _ in response = delivery.response }
        return response
    }

    /// Writes the changes of this turn: all of them share a flush.
    package func loopWillWait() {
        gateway.sandboxes.flush()
    }

    private var systemTime: Timestamp { Timestamp(milliseconds: WallClock.milliseconds()) }

    /// A sandbox's time in the form of the `Date` field, made once a second.
    private func date(at now: Timestamp) -> String {
        let second = now.secondsSince1970
        if second != dateSecond {
            dateSecond = second
            dateText = now.httpDate
        }
        return dateText
    }
}
