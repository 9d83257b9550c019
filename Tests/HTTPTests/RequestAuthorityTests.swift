import HTTP
import Testing

struct RequestAuthorityTests {
    @Test(
        arguments: [
            ("/", "localhost:4100", "localhost:4100"), ("/http://b.test/", "a.test", "a.test"),
            ("*", "a.test", "a.test"),
            ("http://b.test:81/x?y", "a.test", "b.test:81"), ("HTTP://B.test?http://c.test/", "a.test", "B.test"),
            ("http://b.test", "a.test", "b.test"), ("/", nil, nil), ("", "a.test", "a.test"),
        ] as [(String, String?, String?)])
    func `the authority is that of an absolute form, otherwise the Host field`(
        target: String, host: String?, authority: String?
    ) {
        var request = Request(method: .get, target: target, path: "/")
        request.headers[.host] = host
        #expect(request.authority == authority)
    }
}
