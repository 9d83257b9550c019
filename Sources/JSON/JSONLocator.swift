internal import Bytes

/// Finds where in a text a value is written.
///
/// Values do not carry places, which would cost every reader for the sake of few messages: the text is
/// scanned again.
package enum JSONLocator {
    /// Returns the line, from 1, on which the value at the path starts, or the nearest value around it that
    /// is there.
    ///
    /// Of members with one name it is the last, the one whose value counts. The result is nil for a text
    /// that is not JSON as far as it has to be read.
    package static func line(of path: JSONPath, in bytes: [UInt8]) -> Int? {
        guard let offset = try? offset(of: path, in: bytes) else { return nil }
        return SourceLocation(offset: offset, in: bytes.span).line
    }

    private static func offset(of path: JSONPath, in bytes: [UInt8]) throws(JSONSyntaxError) -> Int {
        var scanner = JSONScanner()
        scanner.skipByteOrderMark(in: bytes.span)
        scanner.skipWhiteSpace(in: bytes.span)
        for step in path.steps {
            guard let child = try offset(of: step, in: bytes, from: scanner.offset) else { break }
            scanner = JSONScanner(offset: child)
        }
        let found = scanner.offset
        try scanner.skipValue(in: bytes.span)
        return found
    }

    /// Returns where the child of the value at an offset starts; nil when it has no such child.
    private static func offset(
        of step: JSONPath.Step, in bytes: [UInt8], from start: Int
    ) throws(JSONSyntaxError) -> Int? {
        var cursor = JSONCursor(bytes, at: start)
        var found: Int?
        switch step {
        case .member(let wanted):
            guard cursor.isAtObject else { return nil }
            try cursor.enterObject()
            while let name = try cursor.nextMember() {
                if name.hasSameBytes(as: wanted) { found = cursor.offset }
            }
        case .index(let wanted):
            guard cursor.isAtArray else { return nil }
            try cursor.enterArray()
            var index = 0
            while try cursor.nextElement() {
                if index == wanted { return cursor.offset }
                index += 1
            }
        }
        return found
    }
}
