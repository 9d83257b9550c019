/// What a source of a streamed body has to give at the moment.
package enum BodyChunk: Sendable, Equatable {
    /// The next bytes of the body; none at all count as a reason to ask again.
    case bytes([UInt8])
    /// Nothing yet: the source is asked again after `Exchange.resume()`.
    case wait
    /// The body is complete.
    case end
}
