import Testing

@testable import HTTP

struct RequestHeadTests {
    private static func take(_ lines: String...) throws(RequestFailure) -> (head: RequestHead, isComplete: Bool) {
        var (head, isComplete) = (RequestHead(), false)
        for line in lines {
            let bytes = Array(line.utf8)
            isComplete = try head.take(bytes.span)
        }
        return (head, isComplete)
    }

    @Test func `a head is complete with its empty line`() throws {
        #expect(try !Self.take("", "GET / HTTP/1.1", "Host: a").isComplete)
        #expect(try Self.take("", "GET / HTTP/1.1", "Host: a", "").isComplete)
    }

    @Test func `what is known never keeps the connection alive`() throws {
        let (head, _) = try Self.take("GET / HTTP/1.1", "Host: a", "")
        #expect(head.request.keepsAlive)
        #expect(head.known?.keepsAlive == false)
        #expect(RequestHead().known == nil)
    }

    @Test(arguments: [
        ("HTTP/1.1", "", true), ("HTTP/1.1", "close", false), ("HTTP/1.1", "keep-alive", true),
        ("HTTP/1.1", "closed", true), ("HTTP/1.1", "x, Close", false), ("HTTP/1.1", "keep-alive, close", false),
        ("HTTP/1.0", "", false), ("HTTP/1.0", "close", false), ("HTTP/1.0", "Keep-Alive", true),
        ("HTTP/1.0", "keep-alive, close", false), ("HTTP/1.0", "keepalive", false),
    ])
    func `a connection lives on by version and Connection`(version: String, tokens: String, keepsAlive: Bool) throws {
        let (head, _) = try Self.take("GET / " + version, "Host: a", "Connection: " + tokens, "")
        #expect(head.request.keepsAlive == keepsAlive)
    }

    @Test func `the host of the target wins in either order`() throws {
        let (head, _) = try Self.take("GET http://b/ HTTP/1.1", "Host: a", "")
        #expect(head.request.host == "b")
        #expect(head.request.headers["Host"] == "a")
    }
}
