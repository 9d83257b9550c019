/// The items of a query in the form `application/x-www-form-urlencoded`.
///
/// Parsing cannot fail (WHATWG URL, section 5.1): an invalid escape is literal text, invalid UTF-8
/// becomes U+FFFD, an item without `=` has an empty value, and empty items are skipped.
package struct QueryItems: Sendable {
    /// All items in the order in which they were sent.
    package private(set) var items: [(name: String, value: String)] = []

    /// Parses the encoded part of a target after the `?`.
    package init(_ query: String?) {
        guard let query else { return }
        let bytes = query.utf8Span.span
        var start = 0
        while start < bytes.count {
            let end = bytes.firstIndex(of: UInt8(ascii: "&"), in: start..<bytes.count) ?? bytes.count
            if end > start { items.append(Self.item(bytes.extracting(start..<end))) }
            start = end + 1
        }
    }

    /// The value of the first item of that name.
    package subscript(name: String) -> String? {
        items.first { $0.name == name }?.value
    }

    /// Returns the values of all items of that name, in order.
    package func values(of name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }

    private static func item(_ bytes: Span<UInt8>) -> (name: String, value: String) {
        let equals = bytes.firstIndex(of: UInt8(ascii: "="), in: 0..<bytes.count) ?? bytes.count
        let value = min(equals + 1, bytes.count)..<bytes.count
        return (decode(bytes.extracting(0..<equals)), decode(bytes.extracting(value)))
    }

    private static func decode(_ bytes: Span<UInt8>) -> String {
        let all = 0..<bytes.count
        guard
            bytes.firstIndex(of: UInt8(ascii: "%"), in: all) != nil
                || bytes.firstIndex(of: UInt8(ascii: "+"), in: all) != nil
        else { return String(repairing: bytes) }
        let decoded = [UInt8](capacity: bytes.count) { output in
            var index = 0
            while index < bytes.count {
                if let byte = bytes.escapedByte(at: index) {
                    output.append(byte)
                    index += 3
                } else {
                    output.append(bytes[index] == UInt8(ascii: "+") ? .space : bytes[index])
                    index += 1
                }
            }
        }
        return String(repairing: decoded.span)
    }
}
