package import HTTP

/// A handle to the answer of one request.
///
/// It is cheap to copy and may outlive the connection: using it after the connection is gone, or a second time, does
/// nothing. To be used on the loop's thread only.
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

    /// Answers.
    package func respond(_ response: Response, date: String) {
        guard let connection else { return }
        connection.state.respond(response, date: date)
        loop.resume(connection)
    }

    /// Answers after a while, on the loop's timers.
    package func respond(_ response: Response, date: String, afterMilliseconds: Int) {
        _ = loop.schedule(afterMilliseconds: afterMilliseconds) { respond(response, date: date) }
    }

    /// Answers with a body that is made while it is sent (RFC 9112, section 6).
    ///
    /// Chunked in HTTP/1.1, ended by closing in HTTP/1.0. Where no body may follow, or nobody is there to read it, the
    /// source is cancelled at once.
    package func stream(_ head: Response, date: String, from source: any BodySource) {
        guard let connection, connection.state.stream(head, date: date, from: source) else {
            source.cancel()
            return
        }
        loop.resume(connection)
    }

    /// Has the source of a stream asked again after it had to wait.
    package func resume() {
        guard let connection else { return }
        connection.state.resumeStream()
        loop.resume(connection)
    }

    /// Breaks the connection off without a byte of an answer.
    package func drop() {
        guard let connection else { return }
        connection.state.drop()
        loop.resume(connection)
    }

    /// Answers with the length of the whole body and only so many of its bytes, then closes.
    package func respondTruncated(_ response: Response, date: String, bodyByteCount: Int) {
        guard let connection else { return }
        connection.state.respondTruncated(response, date: date, bodyByteCount: bodyByteCount)
        loop.resume(connection)
    }

    /// The connection, as long as it is at this request.
    private var connection: Connection? {
        guard let connection = loop.connections[descriptor], connection.exchangeNumber == number else { return nil }
        return connection
    }
}
