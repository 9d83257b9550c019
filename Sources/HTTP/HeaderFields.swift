/// Header or trailer fields in the order in which they were sent, with case-insensitive names (RFC 9110, section 5).
package struct HeaderFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// One field line.
    package struct Field: Sendable, Equatable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package private(set) var fields: [Field] = []

    package init() {}

    package init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// Reads the first field of that name; writing replaces every field of that name, or removes them with nil.
    package subscript(name: String) -> String? {
        get {
            for index in fields.indices where fields[index].name.equalsIgnoringASCIICase(name) {
                return fields[index].value
            }
            return nil
        }
        set {
            fields.removeAll { $0.name.equalsIgnoringASCIICase(name) }
            if let newValue { append(name, newValue) }
        }
    }

    /// Returns the values of all fields of that name, in order.
    package func values(of name: String) -> [String] {
        fields.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
    }

    /// Adds a field behind the others, also when one of that name is there.
    package mutating func append(_ name: String, _ value: String) {
        append(Field(name: name, value: value))
    }

    /// Adds a field behind the others, also when one of that name is there.
    package mutating func append(_ field: Field) {
        fields.append(field)
    }

    /// Adds the fields of another list behind the others.
    package mutating func append(contentsOf other: HeaderFields) {
        fields.append(contentsOf: other.fields)
    }

    /// Makes room for so many fields at once.
    package mutating func reserveCapacity(_ count: Int) {
        fields.reserveCapacity(count)
    }
}

extension String {
    /// Compares bytes, with the ASCII letters of either case taken as equal.
    package func equalsIgnoringASCIICase(_ other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let (bytes, otherBytes) = (utf8Span.span, other.utf8Span.span)
        for index in bytes.indices where bytes[index] != otherBytes[index] {
            guard bytes[index].asciiLowercase == otherBytes[index].asciiLowercase else { return false }
        }
        return true
    }
}
