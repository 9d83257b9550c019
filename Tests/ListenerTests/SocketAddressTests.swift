import Testing

@testable import Listener

struct SocketAddressTests {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1:4100", true),
        ("localhost", "127.0.0.1:4100", true),
        ("127.1.2.3", "127.1.2.3:4100", true),
        ("0.0.0.0", "0.0.0.0:4100", false),
        ("192.168.1.255", "192.168.1.255:4100", false),
        ("::1", "[::1]:4100", true),
        ("[::1]", "[::1]:4100", true),
        ("::", "[::]:4100", false),
        ("2001:DB8:0:0:0:0:0:1", "[2001:db8::1]:4100", false),
    ])
    func `An address is read and printed`(text: String, printed: String, isLoopback: Bool) {
        let address = SocketAddress(host: text, port: 4_100)
        #expect(address?.description == printed)
        #expect(address?.isLoopback == isLoopback)
    }

    @Test(arguments: [
        "", " ", "example.com", "127.0.0", "127.0.0.256", "127.0.0.1 ", "127.0.0.1:80", "127.0.0.1\0x", "[::1", "::1]",
        "[127.0.0.1]", ":::", "1::2::3", "LOCALHOST.example",
    ])
    func `Any other name is refused`(text: String) {
        #expect(SocketAddress(host: text, port: 1) == nil)
    }

    @Test(arguments: ["127.0.0.1", "10.1.2.3", "::1", "2001:db8::ff00:42"])
    func `The system's form says the same`(text: String) {
        let address = SocketAddress(host: text, port: 65_535)
        let read = unsafe address?.withSystemAddress { system, byteCount in
            unsafe SocketAddress.fromSystem { target, _ in
                unsafe UnsafeMutableRawPointer(target).copyMemory(from: system, byteCount: Int(byteCount))
                return true
            }
        }
        #expect(read == .some(address))
    }
}
