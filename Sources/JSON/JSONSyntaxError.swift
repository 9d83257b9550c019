/// Where a text stops being JSON, and why.
package struct JSONSyntaxError: Error, Sendable, Equatable {
    /// The offset in bytes; the length of the text when it ends too early.
    package let offset: Int
    /// The line, from 1; lines end with a line feed.
    package let line: Int
    /// The column in bytes, from 1.
    package let column: Int
    /// The expected and the found text: `expected "," or "}", found "x"`.
    package let message: String

    /// Makes an error from a known offset, line and column.
    package init(offset: Int, line: Int, column: Int, message: String) {
        self.offset = offset
        self.line = line
        self.column = column
        self.message = message
    }

    /// Counts the lines up to the offset.
    init(_ message: String, at offset: Int, in bytes: Span<UInt8>) {
        let place = SourceLocation(offset: offset, in: bytes)
        self.init(offset: offset, line: place.line, column: place.column, message: message)
    }
}

extension JSONSyntaxError: CustomStringConvertible {
    /// The line, the column and the message: `line 3, column 5: expected …`.
    package var description: String { "line \(line), column \(column): \(message)" }
}
