import Testing

@testable import HTTP

struct ChunkedBodyTests {
    private static func take(_ lines: [String], bodyBytesMax: Int = 1_000) throws(RequestFailure) -> ChunkedBody {
        var body = ChunkedBody()
        for line in lines {
            if case .data = body.part {
                body.takeData(Array(line.utf8)[...], bodyBytesMax: bodyBytesMax)
            } else {
                let bytes = Array(line.utf8)
                _ = try body.take(bytes.span, .init(bodyBytesMax: bodyBytesMax))
            }
        }
        return body
    }

    @Test(arguments: [
        ("1", 1), ("a", 10), ("A", 10), ("fF", 255), ("0000000000000000000000001", 1), ("3;a", 3), ("3;a=b", 3),
        ("3 ;a", 3), ("3\t; a", 3),
    ])
    func `a size is hexadecimal, with or without extension`(line: String, count: Int) throws {
        guard case .data(count) = try Self.take([line]).part else {
            Issue.record("\(line) is not followed by \(count) bytes")
            return
        }
    }

    @Test func `chunks gather until the last one`() throws {
        let body = try Self.take(["3", "a", "bc", "", "1", "d", "", "0", "X: y"])
        #expect(body.bytes == Array("abcd".utf8))
        #expect(body.trailers == ["X": "y"])
        #expect(body.byteCount == 4 + 6)
    }

    @Test(arguments: ["", ";", "x", "-1", "+1", " 1", "1 ", "1 2", "1,", "1x", "0x1", "1 \t", "\u{661}"])
    func `what is no size is refused`(line: String) {
        #expect(throws: RequestFailure.badRequest("A chunk size is not a hexadecimal number.")) {
            try Self.take([line])
        }
    }

    @Test(arguments: ["3E9", "FFFFFFFFFFFFFFFF", "7FFFFFFFFFFFFFFF", "8000000000000000", "10000000000000000"])
    func `a size beyond the limit is refused however large`(line: String) {
        #expect(throws: RequestFailure.contentTooLarge()) { try Self.take([line]) }
    }
}
