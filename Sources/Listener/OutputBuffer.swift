/// Bytes to be written to a socket, which may accept them in parts.
struct OutputBuffer {
    /// With more sent bytes the rest is moved to the start, to bound the buffer of a long stream.
    private static let sentByteCountMax = 65_536

    /// The bytes appended since the buffer was last empty; the first `sentByteCount` are sent.
    var bytes: [UInt8] = []
    private(set) var sentByteCount = 0

    var unsentByteCount: Int { bytes.count - sentByteCount }
    var isEmpty: Bool { bytes.count == sentByteCount }

    /// Records that the next bytes are sent; the memory is reused.
    mutating func markSent(_ byteCount: Int) {
        sentByteCount += byteCount
        if isEmpty {
            bytes.removeAll(keepingCapacity: true)
            sentByteCount = 0
        } else if sentByteCount > Self.sentByteCountMax, sentByteCount > bytes.count / 2 {
            bytes.removeSubrange(0..<sentByteCount)
            sentByteCount = 0
        }
    }

    /// Swaps the memory of an empty buffer with another empty array.
    mutating func swapStorage(with other: inout [UInt8]) {
        precondition(isEmpty && other.isEmpty, "only empty memory is lent")
        swap(&bytes, &other)
    }
}
