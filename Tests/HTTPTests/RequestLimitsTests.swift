import HTTP
import Testing

struct RequestLimitsTests {
    private static let get = "GET /path HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func `a head may be as long as the limit and not a byte longer`() {
        let length = Self.get.utf8.count
        #expect(request(of: Self.get, limits: .init(headBytesMax: length)) != nil)
        let failure = failure(of: Self.get, limits: .init(headBytesMax: length - 1))
        #expect(failure?.status == 431)
        #expect(failure?.reason == "The head is too large.")
    }

    @Test func `a head that never ends is refused as soon as it is too long`() {
        var driver = ParserDriver(limits: .init(headBytesMax: 100))
        driver.feed("GET / HTTP/1.1\r\nHost: a\r\nX: ")
        var fed = 28
        while driver.failure == nil, fed < 200 {
            driver.feed("x")
            fed += 1
        }
        #expect(fed == 100)
        #expect(driver.failure?.status == 431)
        #expect(driver.failure?.head?.host == "a")
        #expect(driver.failure?.head?.path == "/")
    }

    @Test func `a request line that is too long is refused before it ends`() {
        let failure = failure(of: "GET /" + String(repeating: "a", count: 70_000))
        #expect(failure == RequestFailure(status: 414, reason: "The request line is too long."))
    }

    @Test func `each request has the whole limit`() {
        #expect(events(of: Self.get + Self.get, limits: .init(headBytesMax: Self.get.utf8.count)).count == 2)
        let late = "\r\n\r\n" + Self.get
        #expect(request(of: late, limits: .init(headBytesMax: Self.get.utf8.count)) != nil)
    }

    @Test func `a body may be as long as the limit and not a byte longer`() {
        let limits = RequestParser.Limits(bodyBytesMax: 3)
        #expect(request(of: head("POST / HTTP/1.1", "Host: a", "Content-Length: 3") + "abc", limits: limits) != nil)
        let failure = failure(of: head("POST /p?q HTTP/1.1", "Host: A:80", "Content-Length: 4"), limits: limits)
        #expect(failure?.status == 413)
        #expect(
            failure?.head
                == Request(
                    method: .post, target: "/p?q", path: "/p", query: "q", host: "a",
                    headers: ["Host": "A:80", "Content-Length": "4"], keepsAlive: false))
    }

    @Test func `chunks may sum up to the limit and not to a byte more`() {
        let limits = RequestParser.Limits(bodyBytesMax: 3)
        let chunked = head("POST /p HTTP/1.1", "Host: a", "Transfer-Encoding: chunked")
        #expect(request(of: chunked + "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", limits: limits)?.body == Array("abc".utf8))
        let failure = failure(of: chunked + "2\r\nab\r\n2\r\n", limits: limits)
        #expect(failure?.status == 413)
        #expect(failure?.head?.path == "/p")
        #expect(failure?.head?.body == [])
    }

    @Test(arguments: [
        head("POST /p?q HTTP/1.1", "Host: a", "Content-Length: 5") + "abcde",
        head("POST /p?q HTTP/1.1", "Host: a", "Transfer-Encoding: chunked") + "2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n",
    ])
    func `a head may set a larger limit, which holds for its body alone`(text: String) {
        for (limit, own, isTaken) in [(3, 5, true), (3, 4, false), (3, -1, false)] {
            var driver = ParserDriver(limits: .init(bodyBytesMax: limit)) { $0.path == "/p" ? own : nil }
            driver.feed(text)
            #expect(driver.requests.map(\.body) == (isTaken ? [Array("abcde".utf8)] : []), "\(limit) \(own)")
            #expect(driver.failure?.status == (isTaken ? nil : 413), "\(limit) \(own)")
            driver.feed(text.replacing("/p?q", with: "/other"))
            #expect(driver.requests.count == (isTaken ? 1 : 0), "\(limit) \(own)")
        }
    }

    @Test func `a head is given out once, complete and without its body, and only for a body over the limit`() {
        var driver = ParserDriver(limits: .init(bodyBytesMax: 2)) { _ in 3 }
        let post = head("POST /p HTTP/1.1", "Host: a", "Content-Length: 3")
        for byte in (Self.get + post).utf8 { driver.feed([byte]) }
        #expect(
            driver.heads == [
                Request(
                    method: .post, target: "/p", path: "/p", host: "a", headers: ["Host": "a", "Content-Length": "3"])
            ])
        let small = head("POST / HTTP/1.1", "Host: a", "Content-Length: 2") + "ab"
        for byte in ("abc" + head("POST / HTTP/1.1", "Host: a", "Content-Length: 0") + small).utf8 {
            driver.feed([byte])
        }
        #expect(driver.requests.count == 4)
        #expect(driver.heads.count == 1)
    }

    @Test func `a limit that comes at another time than after a head changes nothing`() {
        var parser = RequestParser(limits: .init(bodyBytesMax: 3))
        parser.limitBody(byteCountMax: 100)
        parser.append(Array((head("POST / HTTP/1.1", "Host: a", "Content-Length: 4") + "abcd").utf8).span)
        guard case .head = try? parser.next() else {
            Issue.record("no head")
            return
        }
        #expect(throws: RequestFailure.self) { try parser.next() }
        parser.limitBody(byteCountMax: 100)
        #expect(throws: RequestFailure.self) { try parser.next() }
    }

    @Test func `trailers may be as long as the limit of a head and not a byte longer`() {
        let chunked = head("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked")
        let limits = RequestParser.Limits(headBytesMax: chunked.utf8.count)
        let room = chunked.utf8.count - "X: \r\n\r\n".utf8.count
        let fitting = "0\r\nX: " + String(repeating: "x", count: room)
        #expect(request(of: chunked + fitting + "\r\n\r\n", limits: limits) != nil)
        let failure = failure(of: chunked + fitting + "x\r\n\r\n", limits: limits)
        #expect(failure?.status == 431)
        #expect(failure?.reason == "The trailers are too large.")
    }

    @Test func `chunk extensions are bounded over all chunks`() {
        let chunked = head("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked")
        let chunk = "1;" + String(repeating: "e", count: 1_000) + "\r\nx\r\n"
        let few = chunked + String(repeating: chunk, count: 60) + "0\r\n\r\n"
        #expect(request(of: few)?.body.count == 60)
        let failure = failure(of: chunked + String(repeating: chunk, count: 100) + "0\r\n\r\n")
        #expect(failure?.status == 400)
        #expect(failure?.reason == "The chunk extensions are too long.")
    }

    @Test(arguments: ["0", "5;"])
    func `a chunk size line that never ends is refused`(piece: String) {
        let chunked = head("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked")
        #expect(failure(of: chunked + String(repeating: piece, count: 70_000))?.status == 400)
    }

    @Test(arguments: [0, 1, 2, -1, Int.min])
    func `a senseless limit refuses and does not trap`(limit: Int) {
        let limits = RequestParser.Limits(headBytesMax: limit, bodyBytesMax: limit)
        #expect(failure(of: Self.get, limits: limits)?.status == 414)
        let body = head("POST / HTTP/1.1", "Host: a", "Content-Length: 9") + "123456789"
        #expect(failure(of: body, limits: .init(bodyBytesMax: limit))?.status == 413)
        let chunks = head("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked") + "9\r\n123456789\r\n0\r\n\r\n"
        #expect(failure(of: chunks, limits: .init(bodyBytesMax: limit))?.status == 413)
    }

    @Test func `the greatest limit accepts no length that overflowed`() {
        let limits = RequestParser.Limits(headBytesMax: .max, bodyBytesMax: .max)
        #expect(
            failure(of: head("POST / HTTP/1.1", "Host: a", "Content-Length: 9223372036854775808"), limits: limits)?
                .status == 413)
        let chunked = head("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked")
        #expect(failure(of: chunked + "1\r\nx\r\nFFFFFFFFFFFFFFFF\r\n", limits: limits)?.status == 413)
    }

    @Test func `a large body comes out whole and its room is given back`() {
        let body = [UInt8](repeating: 0x61, count: 1_048_576)
        var driver = ParserDriver()
        driver.feed(head("POST / HTTP/1.1", "Host: a", "Content-Length: 1048576"))
        for start in stride(from: 0, to: body.count, by: 65_536) { driver.feed(Array(body[start..<start + 65_536])) }
        #expect(driver.requests.first?.body == body)
        #expect(driver.parser.bufferedByteCount == 0)
    }
}
