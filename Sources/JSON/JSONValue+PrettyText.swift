extension JSONValue {
    /// Returns the text with each member and element on a line of its own, laid out as `JSON.stringify` does.
    ///
    /// - Parameter indent: how many spaces a level is set in.
    /// - Returns: the text, without a line feed at the end.
    package func prettyText(indent: Int = 2) -> String {
        var buffer: [UInt8] = []
        appendPretty(to: &buffer, indent: indent, lineBreak: [UInt8(ascii: "\n")])
        return String(decoding: buffer, as: UTF8.self)
    }

    private func appendPretty(to buffer: inout [UInt8], indent: Int, lineBreak: [UInt8]) {
        let innerBreak = lineBreak + [UInt8](repeating: UInt8(ascii: " "), count: indent)
        switch self {
        case .array(let elements) where !elements.isEmpty:
            for (place, element) in elements.enumerated() {
                buffer.append(UInt8(ascii: place == 0 ? "[" : ","))
                buffer.append(contentsOf: innerBreak)
                element.appendPretty(to: &buffer, indent: indent, lineBreak: innerBreak)
            }
            buffer.append(contentsOf: lineBreak)
            buffer.append(UInt8(ascii: "]"))
        case .object(let object) where !object.isEmpty:
            for (place, member) in object.members.enumerated() {
                buffer.append(UInt8(ascii: place == 0 ? "{" : ","))
                buffer.append(contentsOf: innerBreak)
                Self.appendString(member.name, to: &buffer)
                buffer.append(contentsOf: ": ".utf8)
                member.value.appendPretty(to: &buffer, indent: indent, lineBreak: innerBreak)
            }
            buffer.append(contentsOf: lineBreak)
            buffer.append(UInt8(ascii: "}"))
        default:
            append(to: &buffer)
        }
    }
}
