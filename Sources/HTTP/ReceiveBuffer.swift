/// A buffer of received bytes that are consumed by line or by count.
struct ReceiveBuffer {
    /// The bytes; those before `start` have been read.
    private(set) var bytes: [UInt8] = []
    private var start = 0
    /// The end offset of the search for a line end, so that no byte is searched twice.
    private var searched = 0

    /// A larger array is freed when it is empty, so that idle connections use little memory.
    private static let idleCapacityMax = 65_536

    /// The number of unread bytes.
    var count: Int { bytes.count - start }
    var isEmpty: Bool { start == bytes.count }

    /// The next byte, without consuming it.
    var first: UInt8? { isEmpty ? nil : bytes[start] }

    /// Appends received bytes.
    mutating func append(_ more: Span<UInt8>) {
        discardReadBytes()
        bytes.append(copying: more)
    }

    /// Consumes the next line; returns its range in `bytes` without CRLF, nil if it is incomplete.
    ///
    /// The limit of the length, which includes the CRLF, applies to incomplete lines as well, so
    /// that the result does not depend on how the bytes were split. A bare LF does not end a line
    /// (RFC 9112, section 2.2).
    mutating func readLine(
        bytesMax: Int, orElse failure: @autoclosure () -> RequestFailure
    ) throws(RequestFailure) -> Range<Int>? {
        guard !isEmpty else { return nil }
        let end = bytes.span.firstIndex(of: .lineFeed, in: searched..<bytes.count)
        searched = end ?? bytes.count
        guard searched - start < bytesMax else { throw failure() }
        guard let end else { return nil }
        guard end > start, bytes[end - 1] == .carriageReturn else {
            throw .badRequest("A line does not end with CRLF.")
        }
        defer { skip(to: end + 1) }
        return start..<end - 1
    }

    /// Consumes all unread bytes, at most `countMax`; returns their range in `bytes`.
    mutating func read(countMax: Int) -> Range<Int> {
        let end = start + min(countMax, count)
        defer { skip(to: end) }
        return start..<end
    }

    /// Frees the space of read bytes, unless that would move more bytes than it frees.
    mutating func discardReadBytes() {
        guard start > 0 else { return }
        if isEmpty {
            bytes.removeAll(keepingCapacity: bytes.capacity <= Self.idleCapacityMax)
        } else if start >= count {
            bytes.removeSubrange(0..<start)
        } else {
            return
        }
        searched -= start
        start = 0
    }

    private mutating func skip(to index: Int) {
        start = index
        searched = index
    }
}
