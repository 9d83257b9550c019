internal import JSON

/// Writes the members of one entity as a JSON object in canonical form: complete, on one line.
package struct EntityWriter: FieldVisitor {
    private var bytes: [UInt8]

    private init(appendingTo bytes: consuming [UInt8]) {
        self.bytes = bytes
    }

    /// Adds an entity's object to a text.
    package static func append(_ entity: some Fields, to bytes: inout [UInt8]) {
        var copy = entity
        var writer = EntityWriter(appendingTo: bytes)
        bytes = []
        writer.open("{")
        copy.visitFields(&writer)
        writer.close("}")
        bytes = writer.bytes
    }

    package mutating func field<Value: FieldValue>(_ name: String, _ value: inout Value, _ rule: FieldRule) {
        writeName(name)
        value.appendJSON(to: &bytes)
        bytes.append(UInt8(ascii: ","))
    }

    package mutating func list<Element: Fields>(_ name: String, _ elements: inout [Element], _ rule: FieldRule) {
        writeName(name)
        open("[")
        for index in elements.indices {
            open("{")
            elements[index].visitFields(&self)
            close("}")
            bytes.append(UInt8(ascii: ","))
        }
        close("]")
        bytes.append(UInt8(ascii: ","))
    }

    private mutating func writeName(_ name: String) {
        JSONValue.appendName(name, to: &bytes)
    }

    private mutating func open(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
    }

    /// Ends an object or a list; the comma behind its last entry goes.
    private mutating func close(_ bracket: Unicode.Scalar) {
        if bytes.last == UInt8(ascii: ",") { bytes.removeLast() }
        bytes.append(UInt8(ascii: bracket))
    }
}
