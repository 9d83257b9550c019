import Foundation
import Testing

@testable import Listener

struct ListenErrorTests {
    @Test(arguments: [
        (EADDRINUSE, "Port 80 is in use on ::1: stop what listens there or choose another port."),
        (EACCES, "No permission to listen on [::1]:80: choose a port above 1023."),
        (EADDRNOTAVAIL, "This machine has no address ::1 to listen on."),
        (EAFNOSUPPORT, "This machine has no address ::1 to listen on."),
        (ENOMEM, "The operating system refused bind: Cannot allocate memory."),
    ])
    func `A refusal says in a sentence what is wrong`(errorNumber: Int32, sentence: String) throws {
        let address = try #require(SocketAddress(host: "::1", port: 80))
        let error = ListenError(call: "bind", errorNumber: errorNumber, address: address)
        #expect(error.description == sentence)
    }
}
