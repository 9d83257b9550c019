/// The next part of a streamed body.
package enum BodyChunk: Sendable, Equatable {
    /// The next bytes of the body; after an empty array the source is asked again.
    case bytes([UInt8])
    /// No bytes yet: the source calls `resume` when it has more.
    case wait
    /// The body is complete.
    case end
    /// The rest cannot be generated; the connection is reset, so that the client sees a failure.
    case failed
}
