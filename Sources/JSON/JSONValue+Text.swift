extension JSONValue {
    /// Appends the compact text, laid out as JavaScript's `JSON.stringify` does: no white space, no
    /// needless escapes.
    package func append(to buffer: inout [UInt8]) {
        switch self {
        case .null: buffer.append(contentsOf: "null".utf8)
        case .bool(let truth): buffer.append(contentsOf: (truth ? "true" : "false").utf8)
        case .number(let number): number.append(to: &buffer)
        case .string(let text): Self.appendString(text, to: &buffer)
        case .array(let elements): Self.appendArray(elements, to: &buffer)
        case .object(let object): object.append(to: &buffer)
        }
    }

    /// The compact text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The compact text in UTF-8.
    package var bytes: [UInt8] {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(Self.byteCountUsual)
        append(to: &buffer)
        return buffer
    }

    /// Room for the text of most values, which spares growing in small steps.
    private static let byteCountUsual = 128

    private static func appendArray(_ elements: [JSONValue], to buffer: inout [UInt8]) {
        buffer.append(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { buffer.append(UInt8(ascii: ",")) }
            isFirst = false
            element.append(to: &buffer)
        }
        buffer.append(UInt8(ascii: "]"))
    }
}

extension JSONObject {
    /// Appends the compact text.
    package func append(to buffer: inout [UInt8]) {
        buffer.append(UInt8(ascii: "{"))
        appendMembers(to: &buffer, isFirst: true)
        buffer.append(UInt8(ascii: "}"))
    }

    /// Appends the members without the braces.
    ///
    /// - Parameters:
    ///   - buffer: where they go.
    ///   - isFirst: whether no member precedes them, so that no comma is needed.
    package func appendMembers(to buffer: inout [UInt8], isFirst: Bool) {
        let members = members.span
        for place in members.indices {
            if place > 0 || !isFirst { buffer.append(UInt8(ascii: ",")) }
            members[place].append(to: &buffer)
        }
    }
}

extension JSONObject.Member {
    /// Appends name and value with the colon between them.
    fileprivate func append(to buffer: inout [UInt8]) {
        JSONValue.appendName(name, to: &buffer)
        value.append(to: &buffer)
    }
}

extension JSONNumber {
    /// Appends the number as it was written.
    package func append(to buffer: inout [UInt8]) {
        switch form {
        case .integer(let value): JSONValue.appendInteger(Int(value), to: &buffer)
        case .text(let text): buffer.append(contentsOf: text.utf8)
        }
    }
}
