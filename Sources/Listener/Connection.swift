internal import HTTP

/// A client's connection: its socket and its state.
final class Connection {
    let descriptor: Descriptor
    let peer: SocketAddress
    /// Distinguishes the connection from earlier and later ones with the same descriptor.
    let generation: UInt32
    /// Whether it is over the limit and only gets the answer that says so.
    let isRefused: Bool
    var state: ConnectionState
    /// The number of the request that the application handles; 0 before the first.
    var exchangeNumber: UInt64 = 0
    /// How many bytes of its incomplete request the loop has counted.
    var countedByteCount = 0
    /// Whether the loop is driving it, or has it in a list of connections to drive.
    var isScheduled = false
    /// The answer that is delayed or paced; ended with the connection.
    var held: HeldAnswer?

    init(
        _ descriptor: consuming Descriptor, peer: SocketAddress, generation: UInt32,
        isRefused: Bool,
        state: consuming ConnectionState
    ) {
        self.descriptor = descriptor
        self.peer = peer
        self.generation = generation
        self.isRefused = isRefused
        self.state = state
    }
}
