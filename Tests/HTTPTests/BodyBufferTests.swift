import Testing

@testable import HTTP

/// A large body is never copied as a whole: one loop serves all connections.
struct BodyBufferTests {
    private static let piece = [UInt8](repeating: 0x61, count: 65_536)

    /// Where the bytes are in memory.
    fileprivate static func address(_ bytes: [UInt8]) -> Int {
        unsafe bytes.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
    }

    /// The addresses that the bytes of a body had from when it became large.
    private struct Moves {
        private(set) var addresses: Set<Int> = []

        mutating func note(_ bytes: [UInt8]) {
            if bytes.count > BodyBuffer.reservingByteCountMin {
                addresses.insert(BodyBufferTests.address(bytes))
            }
        }
    }

    @Test func `a large body stays where it is while it grows`() {
        var buffer = BodyBuffer()
        var moves = Moves()
        for _ in 0..<100 {
            buffer.append(Self.piece[...], byteCountMax: 100 * Self.piece.count)
            moves.note(buffer.bytes)
        }
        #expect(buffer.count == 100 * Self.piece.count)
        #expect(moves.addresses.count == 1)
    }

    @Test func `nothing is reserved for a body that was only announced`() {
        var buffer = BodyBuffer()
        buffer.append(Self.piece[...], byteCountMax: 1 << 30)
        #expect(buffer.bytes.capacity < BodyBuffer.reservingByteCountMin)
    }

    @Test func `a limit beyond any memory is not reserved`() {
        var buffer = BodyBuffer()
        for _ in 0..<17 { buffer.append(Self.piece[...], byteCountMax: .max / 2) }
        #expect(buffer.bytes.capacity < 2 * BodyBuffer.reservedByteCountMax)
    }

    @Test(arguments: [false, true])
    func `a request gets a large body without a copy`(isChunked: Bool) throws {
        let count = 40 * Self.piece.count
        var parser = RequestParser(limits: .init(bodyBytesMax: count))
        let framing = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(count)"
        let size = isChunked ? String(count, radix: 16) + "\r\n" : ""
        parser.append(Array("POST / HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n\(size)".utf8).span)
        if isChunked { #expect(throws: Never.self) { _ = try parser.next() } }
        var moves = Moves()
        for index in 1...40 {
            guard case .needsMoreBytes = try parser.next() else {
                Issue.record("the body is complete after \(index - 1) of 40 pieces")
                return
            }
            parser.append(Self.piece.span)
            if index < 40 { #expect(parser.bufferedByteCount > (index - 1) * Self.piece.count) }
            moves.note(isChunked ? parser.chunks.bytes : parser.body.bytes)
        }
        if isChunked { parser.append(Array("\r\n0\r\n\r\n".utf8).span) }
        guard case .request = try parser.next() else {
            Issue.record("the body is incomplete")
            return
        }
        let request = parser.takeRequest()
        #expect(request.body.count == count)
        moves.note(request.body)
        #expect(moves.addresses.count == 1)
    }
}
