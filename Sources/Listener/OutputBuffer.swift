/// Bytes on their way into a socket, which may take them in parts.
struct OutputBuffer {
    /// As many sent bytes are kept at the front before the rest moves up: a long stream must not gather its past.
    private static let sentByteCountMax = 65_536

    /// What was appended since the buffer was last empty, with the sent bytes in front.
    var bytes: [UInt8] = []
    /// How many bytes at the front are sent.
    private(set) var sentByteCount = 0

    var unsentByteCount: Int { bytes.count - sentByteCount }
    var isEmpty: Bool { bytes.count == sentByteCount }

    /// Takes note that the socket took the next bytes; keeps the memory for what comes next.
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

    /// Exchanges the memory of an empty buffer for another array, which must be empty too.
    mutating func swapStorage(with other: inout [UInt8]) {
        precondition(isEmpty && other.isEmpty, "only empty memory is lent")
        swap(&bytes, &other)
    }
}
