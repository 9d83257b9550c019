extension JSONValue {
    /// The text over several lines, for people and for files under version control.
    ///
    /// Objects and lists of plain values that fit into a line stay in one.
    package var indentedText: String {
        var buffer: [UInt8] = []
        appendIndented(to: &buffer, depth: 0)
        return String(decoding: buffer, as: UTF8.self)
    }

    private static let columnMax = 100

    private func appendIndented(to buffer: inout [UInt8], depth: Int) {
        switch self {
        case .null, .bool, .number, .string: append(to: &buffer)
        case .array(let elements):
            if isShort(at: depth) { return append(to: &buffer) }
            Self.appendLines(elements.count, "[", "]", to: &buffer, depth) { index, buffer in
                elements[index].appendIndented(to: &buffer, depth: depth + 1)
            }
        case .object(let object):
            if isShort(at: depth) { return append(to: &buffer) }
            let members = object.members
            Self.appendLines(members.count, "{", "}", to: &buffer, depth) { index, buffer in
                Self.appendString(members[index].name, to: &buffer)
                buffer.append(contentsOf: ": ".utf8)
                members[index].value.appendIndented(to: &buffer, depth: depth + 1)
            }
        }
    }

    /// Whether it has plain values only, and its text fits into a line.
    private func isShort(at depth: Int) -> Bool {
        let values: [JSONValue] =
            switch self {
            case .array(let elements): elements
            case .object(let object): object.members.map(\.value)
            case .null, .bool, .number, .string: []
            }
        return values.allSatisfy(\.isPlain) && bytes.count + 2 * depth <= Self.columnMax
    }

    private var isPlain: Bool {
        switch self {
        case .null, .bool, .number, .string: true
        case .array, .object: false
        }
    }

    private static func appendLines(
        _ count: Int, _ opening: String, _ closing: String, to buffer: inout [UInt8], _ depth: Int,
        _ appendEntry: (Int, inout [UInt8]) -> Void
    ) {
        buffer.append(contentsOf: opening.utf8)
        for index in 0..<count {
            appendBreak(to: &buffer, depth + 1)
            appendEntry(index, &buffer)
            if index < count - 1 { buffer.append(UInt8(ascii: ",")) }
        }
        appendBreak(to: &buffer, depth)
        buffer.append(contentsOf: closing.utf8)
    }

    private static func appendBreak(to buffer: inout [UInt8], _ depth: Int) {
        buffer.append(UInt8(ascii: "\n"))
        buffer.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }
}
