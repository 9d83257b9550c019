/// A line and column as an editor shows them: lines end with a line feed, and a byte order mark
/// has no column.
struct SourceLocation {
    /// The line, from 1.
    private(set) var line = 1
    /// The column in bytes, from 1.
    let column: Int

    init(offset: Int, in bytes: Span<UInt8>) {
        var lineStart = bytes.byteOrderMarkByteCount
        for place in 0..<min(offset, bytes.count) where bytes[place] == UInt8(ascii: "\n") {
            line += 1
            lineStart = place + 1
        }
        column = offset - lineStart + 1
    }
}
