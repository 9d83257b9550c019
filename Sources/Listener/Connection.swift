/// A client's connection: its socket and what it has to do next.
final class Connection {
    let descriptor: Descriptor
    let peer: SocketAddress
    /// Tells the connection from others that had, or will have, the same descriptor.
    let generation: UInt32
    /// Whether it is over the limit, and here only to be told so.
    let isRefused: Bool
    var state: ConnectionState
    /// The number of the request that the application has; 0 before the first.
    var exchangeNumber: UInt64 = 0
    /// Whether the loop is at it or will come to it without being told.
    var isScheduled = false

    init(
        _ descriptor: consuming Descriptor, peer: SocketAddress, generation: UInt32, isRefused: Bool,
        state: consuming ConnectionState
    ) {
        self.descriptor = descriptor
        self.peer = peer
        self.generation = generation
        self.isRefused = isRefused
        self.state = state
    }
}
