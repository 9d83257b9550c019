import Testing

@testable import HTTP

struct IPv6LiteralTests {
    @Test(arguments: [
        "::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1::8",
        "2001:db8:0:0:8:800:200C:417A",
        "FF01::101", "abcd:ef01:2345:6789:abcd:ef01:2345:6789", "::ffff:129.144.52.38", "64:ff9b::255.255.255.255",
        "1:2:3:4:5:6:0.0.0.0", "::0.0.0.0", "1:2:3:4:5::1.2.3.4",
    ])
    func `an address is taken`(text: String) {
        let bytes = Array(text.utf8)
        let isValid = IPv6Literal.isValid(bytes.span)
        #expect(isValid)
    }

    @Test(arguments: [
        "", ":", ":::", "1", "1:", ":1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8",
        "1::2::3", "12345::", "g::", "1::g", "::1 ", "::1%1", "1.2.3.4", "::1.2.3", "::1.2.3.4.5", "::1.2.3.256",
        "::1.2.3.04", "::1.2.3.", "::.2.3.4", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "::a.1.2.3", "::1.2.3.1000",
        "1:2:3:4:5:6:7:8:", "::1:", "localhost",
    ])
    func `what is no address is refused`(text: String) {
        let bytes = Array(text.utf8)
        let isValid = IPv6Literal.isValid(bytes.span)
        #expect(!isValid)
    }
}
