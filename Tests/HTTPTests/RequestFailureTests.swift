import HTTP
import Testing

/// What a failure tells about the request, so that a service can answer in its own shape.
struct RequestFailureTests {
    @Test func `nothing is known before a good request line`() {
        #expect(failure(of: "GET\r\n")?.head == nil)
        #expect(failure(of: "GET / HTTP/1.1 \r\n")?.head == nil)
        #expect(failure(of: "CONNECT a:1 HTTP/1.1\r\n")?.head == nil)
    }

    @Test func `the fields before the bad one are known`() {
        let failure = failure(of: "GET /x?y HTTP/1.1\r\nHost: A.test:80\r\nX: 1\r\nbad\r\nY: 2\r\n\r\n")
        let head = Request(
            method: .get, target: "/x?y", path: "/x", query: "y", host: "a.test",
            headers: ["Host": "A.test:80", "X": "1"], keepsAlive: false)
        #expect(failure == RequestFailure(status: 400, reason: "A field line has no colon.", head: head))
    }

    @Test func `the host is not known before its field`() {
        #expect(failure(of: "GET / HTTP/1.1\r\nbad\r\n")?.head?.host == nil)
        #expect(failure(of: "GET http://B/ HTTP/1.1\r\nbad\r\n")?.head?.host == "b")
    }

    @Test func `the request line of another version is known`() {
        let failure = failure(of: "GET /x HTTP/3.0\r\n")
        #expect(failure?.status == 505)
        #expect(failure?.head == Request(method: .get, target: "/x", path: "/x", keepsAlive: false))
    }

    @Test func `a body is never part of what is known`() {
        let chunked = head("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked")
        #expect(failure(of: chunked + "3\r\nabc\r\nworse\r\n")?.head?.body == [])
    }

    @Test func `an expectation that is refused comes with the head so far`() {
        let failure = failure(of: head("POST /x HTTP/1.1", "Host: a", "Expect: wonders"))
        #expect(failure?.status == 417)
        #expect(failure?.head?.path == "/x")
    }
}
