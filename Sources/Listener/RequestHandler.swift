package import HTTP

/// The application that the loop serves; every function is called on the loop's thread.
package protocol RequestHandler: AnyObject {
    /// The value of the `Date` field for an answer without a request.
    var date: String { get }

    /// Returns the body limit of a request in bytes; nil means that of the loop's configuration.
    ///
    /// Called when a head is complete whose body is over that limit or of unknown length, before any of the body is
    /// used.
    func bodyByteCountMax(for head: Request) -> Int?

    /// Handles a request, and answers it now or later by `exchange.deliver`.
    func handle(_ request: consuming Request, _ exchange: Exchange)

    /// Returns the answer to malformed or too large input, in the shape of the path's owner.
    func response(to failure: RequestFailure) -> Response

    /// Returns the answer to a connection over the limit (503); its body must not be a stream.
    func responseToOverload() -> Response

    /// Called before the loop blocks, when everything ready has been handled.
    ///
    /// For flushing and for writing the log. Answers that are given here are sent before the loop
    /// blocks; it is called again if they lead to further requests.
    func loopWillWait()
}

extension RequestHandler {
    /// Returns nil: all requests have the same limit.
    package func bodyByteCountMax(for head: Request) -> Int? { nil }
}
