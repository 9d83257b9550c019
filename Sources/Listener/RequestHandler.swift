package import HTTP

/// The application behind the sockets; every function is called on the loop's thread.
package protocol RequestHandler: AnyObject {
    /// The value of the `Date` field for a message that no request belongs to.
    var date: String { get }

    /// Takes a request, and answers it now or later through the exchange.
    func handle(_ request: Request, _ exchange: Exchange)

    /// Returns the answer to input that is malformed or too large, in the shape of whoever owns the path.
    func response(to failure: RequestFailure) -> Response

    /// Returns the answer to a connection over the limit (503).
    func responseToOverload() -> Response

    /// Uses the moment before the loop blocks, when all that was ready has been handled.
    ///
    /// The place to flush and to write the log. Answers that are given here leave before the loop blocks; it is called
    /// again when they led to further requests.
    func loopWillWait()
}
