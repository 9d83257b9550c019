/// Which field lines may be sent (RFC 9110, section 5).
enum FieldRule {
    /// Whether a field may be sent unchanged.
    static func allows(name: Span<UInt8>, value: Span<UInt8>) -> Bool {
        isSendable(name) && isWithoutLineEnd(value)
    }

    /// Appends a field line, unless the name is not a token or belongs to a field of the writer.
    ///
    /// CR, LF and NUL are removed from the value: they would end the line or the head (RFC 9110,
    /// section 5.5).
    static func append(_ field: HeaderFields.Field, to buffer: inout [UInt8]) {
        guard isSendable(field.name.utf8Span.span) else { return }
        buffer.append(contentsOf: field.name.utf8)
        buffer.append(contentsOf: ": ".utf8)
        append(value: field.value, to: &buffer)
        buffer.append(contentsOf: "\r\n".utf8)
    }

    /// Appends a value without the bytes that would end its line.
    static func append(value: String, to buffer: inout [UInt8]) {
        if isWithoutLineEnd(value.utf8Span.span) {
            buffer.append(contentsOf: value.utf8)
        } else {
            buffer.append(contentsOf: value.utf8.lazy.filter { !endsFieldValue($0) })
        }
    }

    private static func isSendable(_ name: Span<UInt8>) -> Bool {
        for index in name.indices where !name[index].isToken { return false }
        return !name.isEmpty && !isOfTheWriter(name)
    }

    private static func isWithoutLineEnd(_ value: Span<UInt8>) -> Bool {
        if value.isFieldValue(in: 0..<value.count) { return true }
        for index in value.indices where endsFieldValue(value[index]) { return false }
        return true
    }

    private static func endsFieldValue(_ byte: UInt8) -> Bool {
        byte == .carriageReturn || byte == .lineFeed || byte == 0
    }

    /// Whether the writer itself sends this field, for example to frame the message.
    private static func isOfTheWriter(_ name: Span<UInt8>) -> Bool {
        switch name.count {
        case 4: name.equalsIgnoringASCIICase("date")
        case 10: name.equalsIgnoringASCIICase("connection")
        case 14: name.equalsIgnoringASCIICase("content-length")
        case 17: name.equalsIgnoringASCIICase("transfer-encoding")
        default: false
        }
    }
}
