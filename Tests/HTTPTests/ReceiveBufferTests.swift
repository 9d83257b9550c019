import Testing

@testable import HTTP

struct ReceiveBufferTests {
    private static let tooLong = RequestFailure(status: 431, reason: "too long")

    private static func buffer(_ text: String) -> ReceiveBuffer {
        var buffer = ReceiveBuffer()
        buffer.append(Array(text.utf8).span)
        return buffer
    }

    private static func line(_ buffer: inout ReceiveBuffer, bytesMax: Int = 100) throws -> String? {
        guard let range = try buffer.readLine(bytesMax: bytesMax, orElse: tooLong) else { return nil }
        return String(decoding: buffer.bytes[range], as: UTF8.self)
    }

    @Test func `lines come out without their ends`() throws {
        var buffer = Self.buffer("ab\r\n\r\nc\r\nd")
        #expect(try Self.line(&buffer) == "ab")
        #expect(try Self.line(&buffer)?.isEmpty == true)
        #expect(try Self.line(&buffer) == "c")
        #expect(try Self.line(&buffer) == nil)
        #expect(buffer.count == 1)
        buffer.append(Array("\r\n".utf8).span)
        #expect(try Self.line(&buffer) == "d")
        #expect(buffer.isEmpty)
    }

    @Test func `a bare LF ends no line`() {
        var buffer = Self.buffer("ab\n")
        #expect(throws: RequestFailure(status: 400, reason: "A line does not end with CRLF.")) {
            try Self.line(&buffer)
        }
    }

    @Test func `a line's length counts its CRLF, whether it is there or not`() throws {
        var whole = Self.buffer("ab\r\n")
        #expect(throws: Self.tooLong) { try Self.line(&whole, bytesMax: 3) }
        #expect(try Self.line(&whole, bytesMax: 4) == "ab")
        var part = Self.buffer("abc")
        #expect(throws: Self.tooLong) { try Self.line(&part, bytesMax: 3) }
        #expect(try Self.line(&part, bytesMax: 4) == nil)
    }

    @Test func `pieces come out as far as they are there`() {
        var buffer = Self.buffer("abc")
        #expect(buffer.first == UInt8(ascii: "a"))
        #expect(buffer.read(countMax: 2) == 0..<2)
        #expect(buffer.read(countMax: 2) == 2..<3)
        #expect(buffer.read(countMax: 2) == 3..<3)
        #expect(buffer.first == nil)
    }

    @Test func `read bytes do not pile up`() {
        var buffer = ReceiveBuffer()
        for _ in 0..<10_000 {
            buffer.append(Array("abcdefghij".utf8).span)
            _ = buffer.read(countMax: buffer.count - 3)
            #expect(buffer.count == 3)
        }
        #expect(buffer.bytes.count < 100)
    }

    @Test func `the room of a large message is given back`() {
        var buffer = ReceiveBuffer()
        buffer.append([UInt8](repeating: 0, count: 1_000_000).span)
        _ = buffer.read(countMax: 1_000_000)
        buffer.discardReadBytes()
        #expect(buffer.bytes.capacity < 1_000)
    }
}
