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
        guard let connection, connection.delayed == nil else {
            delivery.response.body.source?.cancel()
            return
        }
        guard delivery.delayMilliseconds > 0 else { return begin(delivery, date: date, on: connection) }
        let timer = loop.schedule(afterMilliseconds: delivery.delayMilliseconds) { [unowned connection] in
            connection.delayed = nil
            begin(delivery, date: date, on: connection)
        }
        connection.delayed = (timer, delivery.response.body.source)
    }

    private func begin(_ delivery: Delivery, date: String, on connection: Connection) {
        let response = delivery.response
        switch delivery.manner {
        case .respond:
            let isWanted = connection.state.respond(response, date: date)
            if let source = response.body.source { startOrCancel(source, isWanted: isWanted) }
        case .truncate(let byteCountMax):
            let isWanted = connection.state.respond(response, date: date, truncatedAfter: byteCountMax)
            if let source = response.body.source { startOrCancel(source, isWanted: isWanted) }
        case .trickle(let bytesPerSecond):
            let body = PacedBody(response.body, bytesPerSecond: bytesPerSecond, loop: loop)
            startOrCancel(body, isWanted: connection.state.respond(response, date: date, pacedBody: body))
        case .drop:
            connection.state.drop()
            response.body.source?.cancel()
        case .reset:
            connection.state.reset()
            response.body.source?.cancel()
        }
        loop.resume(connection)
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
