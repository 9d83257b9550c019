/// The body of a response that is generated while it is sent.
///
/// A pull interface: the loop asks for bytes only when the socket has room. So a slow client slows
/// its source down, and nothing accumulates in memory. All functions are called on the loop's
/// thread.
package protocol BodySource: AnyObject {
    /// Called once, before the source is first asked, unless the source is cancelled without being asked at all.
    ///
    /// - Parameter resume: makes the loop call `next` again after it returned `.wait`. It may be
    ///   called at any time on the loop's thread, also from within `next`; after the end it does
    ///   nothing. A source holds it until it is cancelled.
    func start(resume: @escaping () -> Void)

    /// Returns the next part of the body, of about `byteCountMax` bytes at most.
    func next(byteCountMax: Int) -> BodyChunk

    /// Called when the rest is not needed.
    ///
    /// The client is gone, the loop stops, or the response has no body (HEAD). Called at most once,
    /// and never after the source returned `.end` or `.failed`.
    func cancel()
}

extension BodySource {
    /// Ignores `resume`: the default for sources that never return `.wait`.
    package func start(resume: @escaping () -> Void) {}
}
