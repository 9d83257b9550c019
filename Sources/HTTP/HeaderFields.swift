/// Header or trailer fields in message order, with case-insensitive names (RFC 9110, section 5).
///
/// Stored as the bytes of the wire: most fields of a request are never read, and the fields of an
/// answer are sent by copying the bytes.
package struct HeaderFields: Sendable, ExpressibleByDictionaryLiteral {
    /// One field line.
    package struct Field: Sendable, Equatable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The byte ranges of a field.
    struct Place: Sendable {
        fileprivate let name: Range<Int>
        fileprivate let value: Range<Int>

        fileprivate func moved(by distance: Int) -> Place {
            Place(
                name: name.lowerBound + distance..<name.upperBound + distance,
                value: value.lowerBound + distance..<value.upperBound + distance)
        }
    }

    private(set) var bytes: [UInt8] = []
    private(set) var places: [Place] = []
    /// Whether the bytes may be sent unchanged.
    private var isSendable = true

    package init() {}

    /// Makes the list of received fields again from its bytes and places.
    init(bytes: ArraySlice<UInt8>, places: ArraySlice<Place>) {
        self.bytes = Array(bytes)
        self.places = Array(places)
        isSendable = false
    }

    package init(dictionaryLiteral elements: (FieldName, String)...) {
        for (name, value) in elements { append(name.text, value) }
    }

    /// The fields as strings; invalid UTF-8 is repaired.
    package var fields: [Field] {
        places.map { Field(name: text($0.name), value: text($0.value)) }
    }

    /// The value of the first field of that name.
    ///
    /// Writing replaces every field of that name; nil removes them.
    package subscript(name: String) -> String? {
        get {
            let (bytes, wanted) = (bytes.span, name.utf8Span.span)
            let places = places.span
            for index in places.indices where places[index].name.count == wanted.count {
                if bytes.extracting(places[index].name).equalsIgnoringASCIICase(wanted) {
                    return text(places[index].value)
                }
            }
            return nil
        }
        set {
            let others = fields.filter { !$0.name.equalsIgnoringASCIICase(name) }
            self = Self()
            for field in others { append(field.name, field.value) }
            if let newValue { append(name, newValue) }
        }
    }

    /// The value of the first field of that name.
    ///
    /// Writing replaces every field of that name; nil removes them.
    package subscript(name: FieldName) -> String? {
        get { self[name.text] }
        set { self[name.text] = newValue }
    }

    private func text(_ range: Range<Int>) -> String {
        String(repairing: bytes.span.extracting(range))
    }

    /// Returns the values of all fields of that name, in order.
    package func values(of name: String) -> [String] {
        fields.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
    }

    /// Returns the values of all fields of that name, in order.
    package func values(of name: FieldName) -> [String] { values(of: name.text) }

    /// Calls a function with the bytes of each field's name and value, in order.
    package func forEachField(_ body: (_ name: Span<UInt8>, _ value: Span<UInt8>) -> Void) {
        let (bytes, places) = (bytes.span, places.span)
        for index in places.indices {
            body(bytes.extracting(places[index].name), bytes.extracting(places[index].value))
        }
    }

    /// Whether a field can be in a message that is sent; the framing and the date are the writer's.
    package static func canSend(_ name: String, _ value: String) -> Bool {
        FieldRule.allows(name: name.utf8Span.span, value: value.utf8Span.span)
    }

    /// Whether a request can have a field: the name is a token, and the value has no control
    /// character and no white space around it, which the parser would remove.
    package static func canReceive(_ name: String, _ value: String) -> Bool {
        let edges = [value.utf8.first, value.utf8.last]
        let isEdgy = edges.contains { $0?.isOptionalWhitespace ?? false }
        return !name.isEmpty && name.utf8.allSatisfy(\.isToken) && !isEdgy && hasNoControls(value)
    }

    /// Whether a value has no control character besides HTAB (RFC 9110, section 5.5).
    package static func hasNoControls(_ value: String) -> Bool {
        value.utf8.allSatisfy(\.isFieldValue)
    }

    /// Appends a field, even if there is one of that name.
    package mutating func append(_ name: FieldName, _ value: String) { append(name.text, value) }

    /// Appends a field, even if there is one of that name.
    package mutating func append(_ name: String, _ value: String) {
        let start = bytes.count
        bytes.append(contentsOf: name.utf8)
        let nameEnd = bytes.count
        bytes.append(contentsOf: ": ".utf8)
        let valueStart = bytes.count
        bytes.append(contentsOf: value.utf8)
        places.append(Place(name: start..<nameEnd, value: valueStart..<bytes.count))
        bytes.append(contentsOf: "\r\n".utf8)
        isSendable =
            isSendable && FieldRule.allows(name: name.utf8Span.span, value: value.utf8Span.span)
    }

    /// About how much memory they hold.
    package var byteCount: Int { bytes.count + places.count * MemoryLayout<Place>.stride }

    /// Appends the fields of another list.
    package mutating func append(contentsOf other: HeaderFields) {
        if other.places.isEmpty { return }
        let distance = bytes.count
        bytes.append(contentsOf: other.bytes)
        for place in other.places { places.append(place.moved(by: distance)) }
        isSendable = isSendable && other.isSendable
    }

    /// Appends a received field.
    mutating func append(_ line: FieldLine, in bytes: Span<UInt8>) {
        let distance = self.bytes.count
        self.bytes.append(copying: bytes)
        places.append(Place(name: line.name, value: line.value).moved(by: distance))
        isSendable = false
    }

    /// Reserves capacity for `count` fields with `byteCount` bytes in all.
    package mutating func reserveCapacity(_ count: Int, byteCount: Int) {
        places.reserveCapacity(count)
        bytes.reserveCapacity(byteCount)
    }

    /// Appends the field lines; a field that would break the message is repaired or omitted.
    func appendLines(to buffer: inout [UInt8]) {
        if isSendable {
            buffer.append(contentsOf: bytes)
        } else {
            for field in fields { FieldRule.append(field, to: &buffer) }
        }
    }
}

extension HeaderFields: Equatable {
    /// Compares names, values and order.
    package static func == (left: HeaderFields, right: HeaderFields) -> Bool {
        left.fields == right.fields
    }
}
