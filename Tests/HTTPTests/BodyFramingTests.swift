import Testing

@testable import HTTP

struct BodyFramingTests {
    private static func framing(lengths: [String] = [], codings: [String] = []) throws(RequestFailure) -> BodyFraming {
        var framing = BodyFraming()
        for text in lengths {
            let bytes = Array(text.utf8)
            try framing.takeContentLength(bytes.span)
        }
        for text in codings {
            let bytes = Array(text.utf8)
            try framing.takeTransferEncoding(bytes.span, version: .http11)
        }
        return framing
    }

    @Test func `without fields there is no body`() throws {
        let framing = try Self.framing()
        #expect(!framing.hasBody && !framing.isChunked && framing.contentLength == nil)
    }

    @Test(arguments: [
        (["0"], 0), (["5"], 5), (["005"], 5), (["5", "5"], 5), (["5,5", "5"], 5), (["9223372036854775807"], Int.max),
        (["9223372036854775808"], .max), (["99999999999999999999999999"], .max),
    ])
    func `lengths that agree are one`(lengths: [String], length: Int) throws {
        let framing = try Self.framing(lengths: lengths)
        #expect(framing.contentLength == length)
        #expect(framing.hasBody == (length > 0))
    }

    @Test(arguments: ["chunked", "Chunked", "CHUNKED"])
    func `chunked is known in either case`(coding: String) throws {
        let framing = try Self.framing(codings: [coding])
        #expect(framing.isChunked && framing.hasBody)
    }

    @Test(arguments: [
        ["5", "6"], ["5,6"], ["5", "05"], ["05,5"], [""], [","], ["5,"], [",5"], ["5;"], ["a"], ["-0"], ["+0"],
        ["\u{FF15}"],
    ])
    func `lengths that disagree or are none are refused`(lengths: [String]) {
        #expect { try Self.framing(lengths: lengths) } throws: { ($0 as? RequestFailure)?.status == 400 }
    }

    @Test func `a length and a coding exclude each other in either order`() throws {
        let both = RequestFailure.badRequest("Content-Length and Transfer-Encoding exclude each other.")
        #expect(throws: both) { try Self.framing(lengths: ["5"], codings: ["chunked"]) }
        var framing = try Self.framing(codings: ["chunked"])
        #expect(throws: both) {
            let bytes = Array("5".utf8)
            try framing.takeContentLength(bytes.span)
        }
    }
}
