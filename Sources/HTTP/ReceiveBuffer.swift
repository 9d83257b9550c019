/// Received bytes that are read line by line or in pieces, and given back once they are read.
struct ReceiveBuffer {
    /// The bytes, of which those before `start` have been read.
    private(set) var bytes: [UInt8] = []
    private var start = 0
    /// Up to where no line end was found, so that no byte is searched twice.
    private var searched = 0

    /// An array that grew beyond this is given back when it is empty, so that idle connections cost little.
    private static let idleCapacityMax = 65_536

    /// How many bytes are there to be read.
    var count: Int { bytes.count - start }
    var isEmpty: Bool { start == bytes.count }

    /// The next byte, which stays to be read.
    var first: UInt8? { isEmpty ? nil : bytes[start] }

    /// Adds bytes behind the others.
    mutating func append(_ more: Span<UInt8>) {
        discardReadBytes()
        bytes.append(copying: more)
    }

    /// Reads the next line and returns where it stands in `bytes` without its CRLF; nil as long as it has no end.
    ///
    /// The length, which counts the CRLF, is judged alike with and without the end in sight, so that it makes no
    /// difference how the bytes were split. A bare LF ends no line (RFC 9112, section 2.2).
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

    /// Reads as many bytes as there are, at most `countMax`, and returns where they stand in `bytes`.
    mutating func read(countMax: Int) -> Range<Int> {
        let end = start + min(countMax, count)
        defer { skip(to: end) }
        return start..<end
    }

    /// Gives back the room of bytes that were read, unless that would move more bytes than were read.
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
