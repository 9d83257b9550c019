package import HTTP
package import Persistence

/// What the control plane answers.
package enum ControlReply {
    case whole(Response)
    /// An answer whose body is made while it is sent.
    case streamed(Response, any ChunkSource)
}
