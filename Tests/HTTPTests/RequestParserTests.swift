import HTTP
import Testing

struct RequestParserTests {
    @Test(arguments: GoodRequest.all)
    func `a good request comes out whole`(good: GoodRequest) {
        #expect(events(of: good.wire) == [.request(good.request)])
    }

    @Test(arguments: RefusedRequest.all)
    func `a bad request is refused with a status and a reason`(bad: RefusedRequest) {
        let failure = failure(of: bad.wire)
        #expect(failure?.status == bad.status)
        #expect(failure?.reason == bad.reason)
    }

    @Test func `nothing comes out of nothing`() {
        #expect(events(of: "").isEmpty)
        #expect(events(of: "\r\n\r").isEmpty)
        #expect(events(of: "GET / HTTP/1.1\r\nHost: a\r\n\r").isEmpty)
    }

    @Test func `a failed parser throws the same again and keeps nothing`() throws {
        var driver = ParserDriver()
        driver.feed("GET / HTTP/1.1\r\nHost: a\r\nbad\r\n")
        let failure = try #require(driver.failure)
        driver.feed("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(driver.events == [.failure(failure)])
        #expect(throws: failure) { try driver.parser.next() }
        #expect(driver.parser.bufferedByteCount == 0)
        #expect(!driver.parser.isMidRequest)
    }

    @Test func `requests before a bad one still come out`() {
        let all = events(of: "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET\r\n")
        #expect(all.count == 3)
        #expect(all[1] == .request(Request(method: .get, target: "/2", path: "/2", host: "a", headers: ["Host": "a"])))
        #expect(failure(of: "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET\r\n")?.head == nil)
    }
}

// MARK: - Several requests on one connection

extension RequestParserTests {
    @Test func `pipelined requests with bodies come out one at a time and in order`() throws {
        var parser = RequestParser(limits: .init())
        let wire = GoodRequest.all.map(\.wire).joined()
        parser.append(Array(wire.utf8).span)
        for good in GoodRequest.all {
            var step = try parser.next()
            if case .head = step {
                #expect(parser.currentHead.target == good.request.target)
                step = try parser.next()
            }
            guard case .request = step else {
                Issue.record("no request: \(good.what)")
                return
            }
            #expect(parser.takeRequest() == good.request)
        }
        guard case .needsMoreBytes = try parser.next() else {
            Issue.record("there is more than was sent")
            return
        }
        #expect(!parser.isMidRequest)
        #expect(parser.bufferedByteCount == 0)
    }

    @Test func `the buffer does not grow over pipelined requests`() {
        let wire = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
        var driver = ParserDriver()
        for _ in 0..<2_000 {
            // A part of the next request is always there, so that the buffer is never empty.
            driver.feed(wire + "POST")
            driver.feed(String(wire.dropFirst(4)))
            #expect(driver.parser.bufferedByteCount == 0)
        }
        #expect(driver.requests.count == 4_000)
    }

    @Test func `it tells when it is in the middle of a request`() {
        var driver = ParserDriver()
        #expect(!driver.parser.isMidRequest)
        for (piece, isMidRequest, heldByteCount) in [
            ("\r\n", false, 0), ("P", true, 1), ("OST / HTTP/1.1\r\n", true, 17), ("Host: a\r\n", true, 26),
            ("Content-Length: 3\r\n\r\n", true, 47), ("ab", true, 49), ("c", false, 0), ("GE", true, 2),
        ] {
            driver.feed(piece)
            #expect(driver.parser.isMidRequest == isMidRequest, "after \(piece)")
            #expect(driver.parser.bufferedByteCount == heldByteCount, "after \(piece)")
        }
    }
}

// MARK: - Expectations

extension RequestParserTests {
    @Test(arguments: ["Content-Length: 2", "Transfer-Encoding: chunked"])
    func `a client that waits is told once to go on`(framing: String) {
        var driver = ParserDriver()
        driver.feed(head("POST / HTTP/1.1", "Host: a", "Expect: 100-Continue", framing))
        #expect(driver.events == [.expectsContinue])
        driver.feed("")
        #expect(driver.events == [.expectsContinue])
        driver.feed(framing.hasPrefix("C") ? "ab" : "2\r\nab\r\n0\r\n\r\n")
        #expect(driver.events.count == 2)
        #expect(driver.requests.first?.body == Array("ab".utf8))
    }

    @Test func `a client that did not wait is not told to go on`() {
        let wire = head("POST / HTTP/1.1", "Host: a", "Expect: 100-continue", "Content-Length: 2")
        #expect(events(of: [Array((wire + "a").utf8), Array("b".utf8)]).count == 1)
    }

    @Test(arguments: [
        head("POST / HTTP/1.1", "Host: a", "Expect: 100-continue"),
        head("POST / HTTP/1.1", "Host: a", "Expect: 100-continue", "Content-Length: 0"),
        head("POST / HTTP/1.0", "Expect: 100-continue", "Content-Length: 0"),
    ])
    func `an expectation without a body means nothing`(wire: String) {
        #expect(request(of: wire) != nil)
    }

    @Test func `an HTTP/1.0 client is never told to go on`() {
        let wire = head("POST / HTTP/1.0", "Expect: 100-continue", "Content-Length: 2")
        #expect(events(of: wire).isEmpty)
    }

    @Test func `an expectation does not carry over to the next request`() {
        let first = head("POST / HTTP/1.1", "Host: a", "Expect: 100-continue", "Content-Length: 1") + "x"
        var driver = ParserDriver()
        driver.feed(first + head("POST / HTTP/1.1", "Host: a", "Content-Length: 1"))
        #expect(driver.events.count == 1)
        driver.feed("y")
        #expect(driver.requests.map(\.body) == [Array("x".utf8), Array("y".utf8)])
    }
}
