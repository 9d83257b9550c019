/// The body of an answer that is made while it is sent.
///
/// A source is pulled, never pushed: it is asked only when the socket can take more, so a client that reads slowly
/// slows its source down and nothing piles up in memory. Both functions are called on the loop's thread.
package protocol BodySource: AnyObject {
    /// Returns the next part of the body, of about `byteCountMax` bytes at most.
    func next(byteCountMax: Int) -> BodyChunk

    /// Says that nobody wants the rest: the client is gone, the loop stops, or the answer has no body (HEAD).
    ///
    /// Called once at most, and never after the source has given its end.
    func cancel()
}
