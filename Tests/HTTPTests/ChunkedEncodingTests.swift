import HTTP
import Testing

struct ChunkedEncodingTests {
    @Test(arguments: [(1, "1"), (9, "9"), (10, "A"), (15, "F"), (16, "10"), (255, "FF"), (4_096, "1000")])
    func `a chunk is its size in hexadecimal and its bytes`(count: Int, size: String) {
        let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: count)
        var buffer: [UInt8] = []
        ChunkedEncoding.append(chunk: bytes, to: &buffer)
        #expect(buffer == Array("\(size)\r\n".utf8) + bytes + Array("\r\n".utf8))
    }

    @Test func `an empty chunk is left out, because it would be the end`() {
        var buffer: [UInt8] = []
        ChunkedEncoding.append(chunk: [UInt8](), to: &buffer)
        #expect(buffer.isEmpty)
        ChunkedEncoding.appendEnd(to: &buffer)
        #expect(buffer == Array("0\r\n\r\n".utf8))
    }

    @Test func `what is written is what the parser reads`() {
        var buffer = Array(head("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked").utf8)
        var body: [UInt8] = []
        for count in [0, 1, 17, 300] {
            let chunk = (0..<count).map { UInt8($0 % 256) }
            body += chunk
            ChunkedEncoding.append(chunk: chunk[...], to: &buffer)
        }
        ChunkedEncoding.appendEnd(to: &buffer)
        var driver = ParserDriver()
        driver.feed(buffer)
        #expect(driver.requests.map(\.body) == [body])
    }
}
