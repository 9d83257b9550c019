import Testing

@testable import Listener

struct OutputBufferTests {
    @Test func `A buffer that is sent in parts is empty at the end`() {
        var buffer = OutputBuffer()
        buffer.bytes = Array("abcdef".utf8)
        buffer.markSent(2)
        #expect(buffer.unsentByteCount == 4)
        buffer.markSent(4)
        #expect(buffer.isEmpty)
        #expect(buffer.bytes.isEmpty)
    }

    @Test func `Sent bytes are let go before they are many`() {
        var buffer = OutputBuffer()
        buffer.bytes = [UInt8](repeating: 0, count: 200_000) + [1, 2, 3]
        buffer.markSent(100_000)
        #expect(buffer.bytes.count == 200_003)
        buffer.markSent(100_000)
        #expect(buffer.bytes == [1, 2, 3])
        #expect(buffer.sentByteCount == 0)
    }

    @Test func `Memory can be lent to it and taken back`() {
        var buffer = OutputBuffer()
        var memory: [UInt8] = []
        memory.reserveCapacity(1_000)
        buffer.swapStorage(with: &memory)
        #expect(memory.capacity == 0)
        buffer.swapStorage(with: &memory)
        #expect(memory.capacity >= 1_000)
    }
}
