import HTTP
import Testing

/// Requests that two servers in a row could frame differently, so that one hides in another's body.
///
/// None may give a second request, and whatever is ambiguous must fail before its body is read.
struct RequestSmugglingTests {
    struct Attack: CustomTestStringConvertible {
        let what: String
        let fields: [String]
        let body: String

        var testDescription: String { what }

        init(_ what: String, _ fields: String..., body: String = Self.hidden) {
            (self.what, self.fields, self.body) = (what, fields, body)
        }

        /// A body that is a whole one for `Content-Length: 5` and for chunks, with a request behind.
        static let hidden = "0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\n\r\n"
    }

    static let attacks: [Attack] = [
        Attack("CL.TE", "Content-Length: 5", "Transfer-Encoding: chunked"),
        Attack("TE.CL", "Transfer-Encoding: chunked", "Content-Length: 5"),
        Attack("CL.TE with a length of 0", "Content-Length: 0", "Transfer-Encoding: chunked"),
        Attack("TE with a space before the colon", "Content-Length: 5", "Transfer-Encoding : chunked"),
        Attack("TE with a tab before the colon", "Transfer-Encoding\t: chunked"),
        Attack("TE with a space before the name", " Transfer-Encoding: chunked"),
        Attack("TE with a NUL in the name", "Transfer-Encoding\0: chunked"),
        Attack("TE with a vertical tab", "Transfer-Encoding: \u{B}chunked"),
        Attack("TE with a form feed", "Transfer-Encoding: chunked\u{C}"),
        Attack("TE with a NUL", "Transfer-Encoding: chunked\0"),
        Attack("TE with a CR", "Transfer-Encoding: chunked\r"),
        Attack("TE with a CR in front", "Transfer-Encoding:\rchunked"),
        Attack("TE folded", "Transfer-Encoding:\r\n chunked"),
        Attack("TE folded with a tab", "Transfer-Encoding:\r\n\tchunked"),
        Attack("TE behind a bare LF", "X: y\nTransfer-Encoding: chunked"),
        Attack("TE behind a bare CR", "X: y\rTransfer-Encoding: chunked"),
        Attack("TE xchunked", "Transfer-Encoding: xchunked"),
        Attack("TE chunkedx", "Transfer-Encoding: chunkedx"),
        Attack("TE in quotes", "Transfer-Encoding: \"chunked\""),
        Attack("TE in single quotes", "Transfer-Encoding: 'chunked'"),
        Attack("TE chunked with a parameter", "Transfer-Encoding: chunked;foo=bar"),
        Attack("TE of a comma alone", "Transfer-Encoding: ,"),
        Attack("TE identity and chunked", "Transfer-Encoding: identity, chunked"),
        Attack("TE chunked and identity", "Transfer-Encoding: chunked, identity"),
        Attack("TE twice", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked"),
        Attack("TE twice, the second unknown", "Transfer-Encoding: chunked", "Transfer-Encoding: cow"),
        Attack("TE twice, the first unknown", "Transfer-Encoding: cow", "Transfer-Encoding: chunked"),
        Attack("TE not ASCII", "Transfer-Encoding: chun\u{212A}ed"),
        Attack("TE with a soft space", "Transfer-Encoding: \u{A0}chunked"),
        Attack("CL signed", "Content-Length: +5"),
        Attack("CL negative", "Content-Length: -1"),
        Attack("CL hexadecimal", "Content-Length: 0x5"),
        Attack("CL of two numbers", "Content-Length: 5 5"),
        Attack("CL with a fraction", "Content-Length: 5.0"),
        Attack("CL with an exponent", "Content-Length: 5e0"),
        Attack("CL with an underscore", "Content-Length: 1_0"),
        Attack("CL with a NUL", "Content-Length: 5\0"),
        Attack("CL with a vertical tab", "Content-Length: \u{B}5"),
        Attack("CL in quotes", "Content-Length: \"5\""),
        Attack("CL empty", "Content-Length: "),
        Attack("CL with an empty element", "Content-Length: 5,,5"),
        Attack("CL of different numbers", "Content-Length: 5, 0"),
        Attack("CL twice, different", "Content-Length: 0", "Content-Length: 5"),
        Attack("CL folded", "Content-Length:\r\n 5"),
        Attack("CL with a space before the colon", "Content-Length : 5"),
        Attack("CL that wraps", "Content-Length: 18446744073709551616"),
        Attack("CL behind a bare LF", "X: y\nContent-Length: 5"),
        Attack("Host twice", "Host: b"),
        Attack("a line without a name", ": Transfer-Encoding: chunked"),
        Attack("chunk size with 0x", "Transfer-Encoding: chunked", body: "0x0\r\n\r\n" + Attack.hidden),
        Attack("chunk size with a space", "Transfer-Encoding: chunked", body: "0 \r\n\r\n" + Attack.hidden),
        Attack("chunk size negative", "Transfer-Encoding: chunked", body: "-0\r\n\r\n" + Attack.hidden),
        Attack("chunk size empty", "Transfer-Encoding: chunked", body: ";x\r\n\r\n" + Attack.hidden),
        Attack(
            "chunk size that wraps", "Transfer-Encoding: chunked", body: "10000000000000000\r\n\r\n" + Attack.hidden),
        Attack("chunk line with a bare LF", "Transfer-Encoding: chunked", body: "0\n\r\n" + Attack.hidden),
        Attack("chunk line with a bare CR", "Transfer-Encoding: chunked", body: "0\r\r\n" + Attack.hidden),
        Attack("chunk extension with a bare LF", "Transfer-Encoding: chunked", body: "1;\nx\r\n" + Attack.hidden),
        Attack("chunk extension with a bare CR", "Transfer-Encoding: chunked", body: "1;\rx\r\nx\r\n" + Attack.hidden),
        Attack("chunk data with two letters for CRLF", "Transfer-Encoding: chunked", body: "1\r\nxXX" + Attack.hidden),
        Attack("chunk data with LF for CRLF", "Transfer-Encoding: chunked", body: "1\r\nx\n" + Attack.hidden),
        Attack("body end with a bare LF", "Transfer-Encoding: chunked", body: "0\r\n\n" + Attack.hidden),
    ]

    @Test(arguments: attacks)
    func `an ambiguous request is refused and hides no other`(attack: Attack) {
        let head = (["POST / HTTP/1.1", "Host: a"] + attack.fields + ["", ""]).joined(separator: "\r\n")
        var driver = ParserDriver()
        driver.feed(head + attack.body)
        #expect(driver.requests.isEmpty)
        #expect(driver.failure.map { [400, 413, 501].contains($0.status) } == true)
    }

    @Test(arguments: attacks)
    func `an ambiguous request is refused in HTTP/1.0 too`(attack: Attack) {
        let head = (["POST / HTTP/1.0", "Host: a"] + attack.fields + ["", ""]).joined(separator: "\r\n")
        var driver = ParserDriver()
        driver.feed(head + attack.body)
        #expect(driver.requests.isEmpty)
        #expect(driver.failure != nil)
    }

    @Test func `what looks like a request in a body stays in the body`() {
        let hidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n"
        let sized = head("POST / HTTP/1.1", "Host: a", "Content-Length: \(hidden.utf8.count)") + hidden
        #expect(request(of: sized)?.body == Array(hidden.utf8))
        let size = String(hidden.utf8.count, radix: 16)
        let chunked =
            head("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked") + "\(size)\r\n\(hidden)\r\n0\r\n\r\n"
        #expect(request(of: chunked)?.body == Array(hidden.utf8))
    }

    @Test func `a body without a length is the next request`() {
        let all = events(of: head("GET / HTTP/1.1", "Host: a") + head("GET /2 HTTP/1.1", "Host: a"))
        #expect(all.count == 2)
    }

    @Test func `a field that framing depends on stays a trailer when it is one`() {
        let chunked = head("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked")
        let found = request(of: chunked + "0\r\nContent-Length: 9\r\nHost: b\r\n\r\n")
        #expect(found?.trailers.fields.count == 2)
        #expect(found?.host == "a")
        #expect(found?.headers["Content-Length"] == nil)
    }
}
