internal import Foundation

/// Many clients at once, each with a connection of its own.
package enum SimultaneousClients {
    /// Opens all connections, then sends the request on each, and reads the answers.
    ///
    /// Every request is on its way before the first answer is read, so the server has all of them at once.
    package static func send(_ wire: Wire, count: Int, port: UInt16) throws -> [Reply] {
        let bytes = wire.bytes
        let clients = try (0..<count).map { _ in ClientBox(try SocketClient(port: port)) }
        for client in clients { try client.value.send(bytes) }
        return try clients.map { try $0.value.receive() }
    }

    private final class ClientBox {
        let value: SocketClient

        init(_ value: consuming SocketClient) {
            self.value = value
        }
    }
}
