import HTTP
import Testing

/// Bytes that are no request this server takes, and how they are refused.
struct RefusedRequest: CustomTestStringConvertible {
    let what: String
    let wire: String
    let status: Int
    let reason: String

    var testDescription: String { what }

    init(_ what: String, _ wire: String, _ status: Int, _ reason: String) {
        (self.what, self.wire, self.status, self.reason) = (what, wire, status, reason)
    }

    static let all: [Self] = requestLines + targets + hosts + fields + lengths + codings + chunks + expectations

    private static func line(_ what: String, _ line: String, _ status: Int, _ reason: String) -> Self {
        Self(what, line + "\r\nHost: a\r\n\r\n", status, reason)
    }

    private static func fields(_ what: String, _ fields: String, _ status: Int, _ reason: String) -> Self {
        Self(what, "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n", status, reason)
    }

    private static func host(_ what: String, _ host: String) -> Self {
        Self(what, "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n", 400, "The host is not valid.")
    }

    private static func body(_ what: String, _ body: String, _ status: Int, _ reason: String) -> Self {
        fields(what, "Transfer-Encoding: chunked\r\n\r\n" + body, status, reason)
    }

    private static let noLine = "The request line is not a method, a target and a version."
    private static let noMethod = "The method is not a token."
    private static let noVersion = "The version is not HTTP/x.y."
    private static let noTargetCharacter = "The request target holds a character that is not allowed."
    private static let noTargetForm = "The request target is neither a path nor an http URI."
    private static let otherVersion = "The version is not HTTP/1."
    private static let longMethod = "The method is too long."
    private static let noEnd = "A line does not end with CRLF."

    private static let requestLines: [Self] = [
        line("one word", "GET", 400, noLine),
        line("HTTP/0.9", "GET /", 400, noLine),
        line("two spaces before the target", "GET  / HTTP/1.1", 400, noVersion),
        line("two spaces before the version", "GET /  HTTP/1.1", 400, noVersion),
        line("a space behind the version", "GET / HTTP/1.1 ", 400, noVersion),
        line("a space in the target", "GET /a b HTTP/1.1", 400, noVersion),
        line("a tab for a space", "GET\t/ HTTP/1.1", 400, noLine),
        line("a space at the beginning", " GET / HTTP/1.1", 400, noMethod),
        line("a method in brackets", "(GET) / HTTP/1.1", 400, noMethod),
        line("a method with a colon", "GE:T / HTTP/1.1", 400, noMethod),
        line("a method that is not ASCII", "G\u{C9}T / HTTP/1.1", 400, noMethod),
        line("no target", "GET  HTTP/1.1", 400, noTargetCharacter),
        line("a small-letter version", "GET / http/1.1", 400, noVersion),
        line("another protocol", "GET / HTCP/1.1", 400, noVersion),
        line("a version of two digits", "GET / HTTP/1.10", 400, noVersion),
        line("a version without a minor one", "GET / HTTP/1", 400, noVersion),
        line("a version with letters", "GET / HTTP/1.x", 400, noVersion),
        line("a version with a comma", "GET / HTTP/1,1", 400, noVersion),
        line("a method of 33 bytes", String(repeating: "A", count: 33) + " / HTTP/1.1", 501, longMethod),
        line("HTTP/0.9 in words", "GET / HTTP/0.9", 505, otherVersion),
        line("HTTP/2.0", "GET / HTTP/2.0", 505, otherVersion),
        Self("the greeting of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, otherVersion),
        Self("the greeting of TLS", "\u{16}\u{3}\u{1}", 400, noMethod),
        Self(
            "three empty lines first", "\r\n\r\n\r\nGET / HTTP/1.1\r\n\r\n", 400,
            "There are too many empty lines before the request."),
        Self("an empty line of LF alone", "\nGET / HTTP/1.1\r\n\r\n", 400, noEnd),
        Self("a request line that ends with LF", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400, noEnd),
        line("a CR in the request line", "GET / HTTP/1.1\r", 400, noVersion),
    ]

    private static let targets: [Self] = [
        line("CONNECT", "CONNECT a.test:443 HTTP/1.1", 501, "CONNECT is not supported."),
        line("CONNECT to a path", "CONNECT / HTTP/1.1", 501, "CONNECT is not supported."),
        line("* with GET", "GET * HTTP/1.1", 400, "The target * belongs to OPTIONS alone."),
        line(
            "an authority with GET", "GET a.test:80 HTTP/1.1", 400,
            noTargetForm),
        line("a relative path", "GET a/b HTTP/1.1", 400, noTargetForm),
        line(
            "another scheme", "GET https://a.test/ HTTP/1.1", 400,
            noTargetForm),
        line("** with OPTIONS", "OPTIONS ** HTTP/1.1", 400, noTargetForm),
        line("user information", "GET http://u:p@a.test/ HTTP/1.1", 400, "The host is not valid."),
        line("an absolute form without a host", "GET http:///x HTTP/1.1", 400, "The host is not valid."),
        line("a fragment", "GET /a#b HTTP/1.1", 400, noTargetCharacter),
        line(
            "a target not ASCII", "GET /\u{E9} HTTP/1.1", 400,
            noTargetCharacter),
        line(
            "a NUL in the target", "GET /\0 HTTP/1.1", 400, noTargetCharacter),
        line(
            "a tab in the target", "GET /\t HTTP/1.1", 400, noTargetCharacter),
        line(
            "a DEL in the target", "GET /\u{7F} HTTP/1.1", 400,
            noTargetCharacter),
    ]

    private static let hosts: [Self] = [
        Self("no Host", "GET / HTTP/1.1\r\n\r\n", 400, "There is no Host."),
        Self("no Host beside an absolute form", "GET http://a/ HTTP/1.1\r\n\r\n", 400, "There is no Host."),
        Self("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "There is more than one Host."),
        Self(
            "the same Host twice", "GET / HTTP/1.0\r\nHost: a\r\nHOST: a\r\n\r\n", 400, "There is more than one Host."),
        host("an empty Host", ""),
        host("a Host with a space", "a b"),
        host("two Hosts in a list", "a, b"),
        host("a Host with a path", "a/b"),
        host("a Host with user information", "u@a"),
        host("a Host with a port that is a name", "a:http"),
        host("a Host with a signed port", "a:+80"),
        host("a Host with a port too high", "a:65536"),
        host("a Host with a port too long", "a:000080"),
        host("a Host with two ports", "a:80:81"),
        host("a port without a Host", ":80"),
        host("a Host with a broken escape", "a%2"),
        host("a Host with a wrong escape", "a%zz"),
        host("a Host not ASCII", "\u{E9}.test"),
        host("a Host with a backslash", "a\\b"),
        host("an address without brackets", "::1"),
        host("an address without its closing bracket", "[::1"),
        host("an address without its opening bracket", "::1]"),
        host("an empty address", "[]"),
        host("an address with a zone", "[fe80::1%25eth0]"),
        host("an address that is a name", "[localhost]"),
        host("something behind the address", "[::1]x"),
        host("a second bracket", "[::1]]"),
    ]

    private static let fields: [Self] = [
        fields("a space before the colon", "X : y", 400, "There is whitespace between a field name and its colon."),
        fields("a tab before the colon", "X\t: y", 400, "There is whitespace between a field name and its colon."),
        fields("a line without a colon", "X", 400, "A field line has no colon."),
        fields("a field without a name", ": y", 400, "A field name is not a token."),
        fields("a name with a bracket", "X(: y", 400, "A field name is not a token."),
        fields("a name not ASCII", "\u{E9}: y", 400, "A field name is not a token."),
        fields("a NUL in the name", "X\0: y", 400, "A field name is not a token."),
        fields("a folded line", "X: y\r\n z", 400, "A field line is folded."),
        fields("a line folded with a tab", "X: y\r\n\tz", 400, "A field line is folded."),
        Self("a space before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400, "A field line is folded."),
        fields("a line of a space", " ", 400, "A field line is folded."),
        fields("a NUL in the value", "X: a\0b", 400, "A field value holds a control character."),
        fields("a CR in the value", "X: a\rb", 400, "A field value holds a control character."),
        fields("a CR at the value's end", "X: a\r", 400, "A field value holds a control character."),
        fields("an escape in the value", "X: \u{1B}[0m", 400, "A field value holds a control character."),
        fields("a DEL in the value", "X: a\u{7F}", 400, "A field value holds a control character."),
        fields("a vertical tab around the value", "X: \u{B}a", 400, "A field value holds a control character."),
        fields("a line that ends with LF", "X: a\nY: b", 400, noEnd),
        Self("a head that ends with LF", "GET / HTTP/1.1\r\nHost: a\r\n\n", 400, noEnd),
    ]

    private static let lengths: [Self] = [
        fields("a signed length", "Content-Length: +5", 400, "The Content-Length is not a number."),
        fields("a negative length", "Content-Length: -1", 400, "The Content-Length is not a number."),
        fields("a hexadecimal length", "Content-Length: 0x5", 400, "The Content-Length is not a number."),
        fields("two lengths with a space", "Content-Length: 5 5", 400, "The Content-Length is not a number."),
        fields("a length with a fraction", "Content-Length: 5.0", 400, "The Content-Length is not a number."),
        fields("a length in other digits", "Content-Length: \u{665}", 400, "The Content-Length is not a number."),
        fields("an empty length", "Content-Length:", 400, "The Content-Length is empty."),
        fields("a list with an empty length", "Content-Length: 5,", 400, "The Content-Length is empty."),
        fields("a list of different lengths", "Content-Length: 5, 6", 400, "The Content-Lengths differ."),
        fields(
            "a list of equal lengths in different digits", "Content-Length: 2, 02", 400, "The Content-Lengths differ."),
        fields(
            "equal lengths in different digits", "Content-Length: 02\r\nContent-Length: 2", 400,
            "The Content-Lengths differ."),
        fields("two different lengths", "Content-Length: 5\r\nContent-Length: 6", 400, "The Content-Lengths differ."),
        fields("a length over the limit", "Content-Length: 1048577", 413, "The body is too large."),
        fields("a length of 64 bits", "Content-Length: 9223372036854775807", 413, "The body is too large."),
        fields("a length that wraps to 5", "Content-Length: 18446744073709551621", 413, "The body is too large."),
        fields(
            "a length over the limit with an expectation", "Content-Length: 1048577\r\nExpect: 100-continue", 413,
            "The body is too large."),
    ]

    private static let codings: [Self] = [
        fields("gzip", "Transfer-Encoding: gzip", 501, "The transfer coding is not chunked."),
        fields("gzip before chunked", "Transfer-Encoding: gzip, chunked", 501, "The transfer coding is not chunked."),
        fields("xchunked", "Transfer-Encoding: xchunked", 501, "The transfer coding is not chunked."),
        fields("identity", "Transfer-Encoding: identity", 501, "The transfer coding is not chunked."),
        fields(
            "chunked not last", "Transfer-Encoding: chunked, gzip", 400, "The chunked coding is not the last one."),
        fields("chunked twice", "Transfer-Encoding: chunked, chunked", 400, "The chunked coding is not the last one."),
        fields(
            "chunked in two fields", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 400,
            "The chunked coding is not the last one."),
        fields("an empty coding", "Transfer-Encoding:", 400, "The Transfer-Encoding is empty."),
        fields("a list of empty codings", "Transfer-Encoding: , ,", 400, "The Transfer-Encoding is empty."),
        fields(
            "chunked in quotes", "Transfer-Encoding: \"chunked\"", 400,
            "The Transfer-Encoding is not a list of plain codings."),
        fields(
            "chunked with a parameter", "Transfer-Encoding: chunked;q=1", 400,
            "The Transfer-Encoding is not a list of plain codings."),
        fields(
            "a coding beside a length", "Transfer-Encoding: chunked\r\nContent-Length: 5", 400,
            "Content-Length and Transfer-Encoding exclude each other."),
        Self(
            "a coding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400,
            "HTTP/1.0 has no Transfer-Encoding."),
    ]

    private static let noSize = "A chunk size is not a hexadecimal number."
    private static let noExtension = "A chunk extension is not a name with an optional value."
    private static let noDataEnd = "A chunk does not end where its size says."

    private static let chunks: [Self] = [
        body("an empty size", "\r\n", 400, noSize),
        body("a size that is a word", "x\r\n", 400, noSize),
        body("a signed size", "+1\r\nx\r\n", 400, noSize),
        body("a negative size", "-1\r\nx\r\n", 400, noSize),
        body("a size with 0x", "0x1\r\nx\r\n", 400, noSize),
        body("a size with a space before it", " 1\r\nx\r\n", 400, noSize),
        body("a size with a space behind it", "1 \r\nx\r\n", 400, noSize),
        body("two sizes", "1 1\r\nx\r\n", 400, noSize),
        body("a size with an underscore", "1_0\r\nx\r\n", 400, noSize),
        body("a size line that ends with LF", "1\nx\r\n", 400, noEnd),
        body("a CR in an extension", "1;a\rb\r\nx\r\n", 400, "A chunk extension holds a control character."),
        body("a NUL in an extension", "1;\0\r\nx\r\n", 400, "A chunk extension holds a control character."),
        body("a semicolon without an extension", "1;\r\nx\r\n", 400, noExtension),
        body("an extension without a name", "1;=a\r\nx\r\n", 400, noExtension),
        body("an extension without its value", "1;a=\r\nx\r\n", 400, noExtension),
        body("an extension with an open quote", "1;a=\"b\r\nx\r\n", 400, noExtension),
        body("an extension whose quote ends escaped", "1;a=\"b\\\"\r\nx\r\n", 400, noExtension),
        body("an extension of two words", "1;a b\r\nx\r\n", 400, noExtension),
        body("a value of two words", "1;a=b c\r\nx\r\n", 400, noExtension),
        body("a space after an extension", "1;a \r\nx\r\n", 400, noExtension),
        body("a size over the limit", "100001\r\n", 413, "The body is too large."),
        body("a size of 64 bits", "FFFFFFFFFFFFFFFF\r\n", 413, "The body is too large."),
        body("a size that wraps to 1", "10000000000000001\r\nx\r\n", 413, "The body is too large."),
        body("a chunk longer than its size", "1\r\nxy\r\n", 400, noDataEnd),
        body("a chunk without an end", "1\r\nx0\r\n\r\n", 400, noDataEnd),
        body("a chunk that ends with LF", "1\r\nx\n0\r\n\r\n", 400, noEnd),
        body("a chunk that ends with CR and a letter", "1\r\nx\ry", 400, noDataEnd),
        body("a trailer without a colon", "0\r\nX\r\n\r\n", 400, "A field line has no colon."),
        body("a folded trailer", "0\r\nX: y\r\n z\r\n\r\n", 400, "A field line is folded."),
        body("a trailer that ends with LF", "0\r\nX: y\n\r\n", 400, noEnd),
    ]

    private static let expectations: [Self] = [
        fields("another expectation", "Expect: 200-ok", 417, "The expectation is not 100-continue."),
        fields("an expectation with more", "Expect: 100-continue, x", 417, "The expectation is not 100-continue."),
    ]
}
