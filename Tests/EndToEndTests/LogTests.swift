import Foundation
import Testing
import UnderstudyTesting

@Suite struct LogTests {
    private static let nonsense = Array("NONSENSE\r\n\r\n".utf8)

    @Test func `a log that nobody reads does not stop the server`() throws {
        // A pipe holds 64 KiB of it.
        let server = try RunningServer([], logReader: .nobody)
        for _ in 0..<1500 {
            let client = try SocketClient(port: server.port)
            try client.send(Self.nonsense)
            #expect(try client.receive().status == 400)
        }
        #expect(try server.stop() == 0)
    }

    @Test func `a log whose reader has gone does not end the server`() throws {
        let server = try RunningServer([], logReader: .nobody)
        server.closeLog()
        for _ in 0..<3 {
            let client = try SocketClient(port: server.port)
            try client.send(Self.nonsense)
            #expect(try client.receive().status == 400)
        }
        #expect(try server.stop() == 0)
    }
}
