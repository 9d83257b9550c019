import Foundation
import Testing
import UnderstudyTesting

@Suite struct LogTests {
    private static let nonsense = Array("NONSENSE\r\n\r\n".utf8)

    @Test func `a log that nobody reads does not stop the server`() throws {
        // Nothing reads the error output of this server; a pipe holds 64 KiB of it.
        let server = try RunningServer([])
        for _ in 0..<1500 {
            let client = try SocketClient(port: server.port)
            try client.send(Self.nonsense)
            #expect(try client.receive().status == 400)
        }
        #expect(server.stop() == 0)
    }

    @Test func `a log whose reader has gone does not end the server`() throws {
        let server = try RunningServer([])
        server.closeErrorOutput()
        for _ in 0..<3 {
            let client = try SocketClient(port: server.port)
            try client.send(Self.nonsense)
            #expect(try client.receive().status == 400)
        }
        #expect(server.stop() == 0)
    }
}
