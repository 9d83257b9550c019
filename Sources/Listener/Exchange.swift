package import HTTP

/// A handle for answering one request.
///
/// It is cheap to copy and may outlive the connection: using it after the end of the connection, or
/// a second time, does nothing. For use on the loop's thread only.
package struct Exchange {
    /// The client's address.
    package let peer: SocketAddress

    private let loop: EventLoop
    private let descriptor: Int32
    private let number: UInt64

    init(loop: EventLoop, connection: Connection) {
        self.loop = loop
        descriptor = connection.descriptor.number
        number = connection.exchangeNumber
        peer = connection.peer
    }

    /// Sends the answer; `date` is the value of the `Date` field, also if the answer is delayed.
    ///
    /// A stream is chunked in HTTP/1.1, and ended by closing in HTTP/1.0 (RFC 9112, section 6).
    /// Its source is cancelled at once if its bytes are not needed.
    package func deliver(_ delivery: Delivery, date: String) {
        guard let connection, connection.held == nil else {
            delivery.response.body.source?.cancel()
            return
        }
        guard delivery.delayMilliseconds > 0, delivery.hold?.isReleased != true else {
            return begin(delivery, date: date, on: connection)
        }
        let endDelay = {
            guard let connection = self.connection,
                case .delayed(let timer, _)? = connection.held?.stage
            else { return }
            loop.cancel(timer)
            endHold(on: connection)
            begin(delivery, date: date, on: connection)
        }
        let timer = loop.schedule(afterMilliseconds: delivery.delayMilliseconds, endDelay)
        let stage = HeldAnswer.Stage.delayed(timer, source: delivery.response.body.source)
        hold(stage, delivery, on: connection, release: endDelay)
        // Its client may have left already.
        loop.resume(connection)
    }

    private func begin(_ delivery: Delivery, date: String, on connection: Connection) {
        let response = delivery.response
        switch delivery.manner {
        case .respond: respond(response, date: date, on: connection)
        case .truncate(let byteCountMax):
            respond(response, date: date, on: connection, truncatedAfter: byteCountMax)
        case .trickle where delivery.hold?.isReleased == true:
            respond(response, date: date, on: connection)
        case .trickle(let bytesPerSecond):
            let body = PacedBody(response.body, bytesPerSecond: bytesPerSecond, loop: loop)
            let isWanted = connection.state.respond(response, date: date, pacedBody: body)
            if isWanted {
                hold(.paced(body), delivery, on: connection) { body.release() }
                body.onEnd = {
                    if let connection = self.connection { endHold(on: connection) }
                }
            }
            startOrCancel(body, isWanted: isWanted)
        case .drop:
            connection.state.drop()
            response.body.source?.cancel()
        case .reset:
            connection.state.reset()
            response.body.source?.cancel()
        }
        loop.resume(connection)
    }

    private func respond(
        _ response: Response, date: String, on connection: Connection,
        truncatedAfter byteCountMax: Int? = nil
    ) {
        let isWanted = connection.state.respond(response, date: date, truncatedAfter: byteCountMax)
        if let source = response.body.source { startOrCancel(source, isWanted: isWanted) }
    }

    /// Notes that the answer waits for a timer.
    ///
    /// When the hold is released, `release` is called in a later turn: there may be thousands.
    private func hold(
        _ stage: HeldAnswer.Stage, _ delivery: Delivery, on connection: Connection,
        release: @escaping () -> Void
    ) {
        connection.state.heldSince = loop.now
        connection.held = HeldAnswer(stage, delivery.hold) { loop.runSoon(release) }
    }

    private func endHold(on connection: Connection) {
        connection.state.heldSince = nil
        connection.held?.end()
        connection.held = nil
    }

    private func startOrCancel(_ source: any BodySource, isWanted: Bool) {
        if isWanted { source.start { resume() } } else { source.cancel() }
    }

    /// Makes the loop pull from a stream again after `.wait`.
    private func resume() {
        guard let connection else { return }
        connection.state.resumeStream()
        loop.resume(connection)
    }

    /// The connection; nil if it no longer handles this request.
    private var connection: Connection? {
        guard let connection = loop.connections[descriptor], connection.exchangeNumber == number else { return nil }
        return connection
    }
}
