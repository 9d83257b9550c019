/// Builds values from the text that a scanner goes through.
///
/// It calls itself for each level of nesting, of which the scanner allows `JSONParser.depthMax`.
struct JSONTreeReader {
    var scanner: JSONScanner
    /// Whether to remember where members were dropped.
    let notesDuplicates: Bool
    /// The paths of dropped members from the inside out, known only while returning from the containers.
    private var duplicates: [[JSONPath.Step]] = []

    init(_ scanner: JSONScanner = JSONScanner(), notesDuplicates: Bool = false) {
        self.scanner = scanner
        self.notesDuplicates = notesDuplicates
    }

    /// The paths of the dropped members, in the order of the text.
    var duplicatePaths: [JSONPath] { duplicates.map { JSONPath(steps: $0.reversed()) } }

    /// Reads a whole text.
    mutating func text(in bytes: Span<UInt8>) throws(JSONSyntaxError) -> JSONValue {
        scanner.skipByteOrderMark(in: bytes)
        let value = try value(in: bytes)
        try scanner.end(in: bytes)
        return value
    }

    /// Reads a value, which must come next (RFC 8259, section 3).
    mutating func value(in bytes: Span<UInt8>) throws(JSONSyntaxError) -> JSONValue {
        scanner.skipWhiteSpace(in: bytes)
        switch scanner.byte(in: bytes) {
        case UInt8(ascii: "\""):
            return .string(try scanner.string(in: bytes))
        case UInt8(ascii: "{"):
            return .object(try object(in: bytes))
        case UInt8(ascii: "["):
            return .array(try array(in: bytes))
        case UInt8(ascii: "t"):
            try scanner.literal("true", in: bytes)
            return .bool(true)
        case UInt8(ascii: "f"):
            try scanner.literal("false", in: bytes)
            return .bool(false)
        case UInt8(ascii: "n"):
            try scanner.literal("null", in: bytes)
            return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .number(try scanner.number(in: bytes))
        default:
            throw scanner.expected("a value", in: bytes)
        }
    }

    private mutating func object(in bytes: Span<UInt8>) throws(JSONSyntaxError) -> JSONObject {
        try scanner.open(.curly, in: bytes)
        var object = JSONObject()
        var names = JSONNameFilter()
        var isFirst = true
        while try scanner.next(in: .curly, isFirst: isFirst, of: bytes) {
            if isFirst { object.reserveCapacity(Self.membersExpected) }
            isFirst = false
            let name = try scanner.name(in: bytes)
            let noted = duplicates.count
            let value = try value(in: bytes)
            if noted < duplicates.count { placeDuplicates(from: noted, in: .member(name)) }
            if names.mayHaveSeen(name), object.replace(name, value) {
                noteDuplicate(name)
            } else {
                object.appendNew(name, value)
            }
        }
        return object
    }

    /// How many members an object is given room for when it has any, which spares growing in small steps.
    private static let membersExpected = 4

    private mutating func array(in bytes: Span<UInt8>) throws(JSONSyntaxError) -> [JSONValue] {
        try scanner.open(.square, in: bytes)
        var elements: [JSONValue] = []
        while try scanner.next(in: .square, isFirst: elements.isEmpty, of: bytes) {
            let noted = duplicates.count
            let element = try value(in: bytes)
            if noted < duplicates.count { placeDuplicates(from: noted, in: .index(elements.count)) }
            elements.append(element)
        }
        return elements
    }

    private mutating func noteDuplicate(_ name: String) {
        guard notesDuplicates, duplicates.count < JSONParser.duplicatesMax else { return }
        duplicates.append([.member(name)])
    }

    @inline(never)
    private mutating func placeDuplicates(from noted: Int, in step: JSONPath.Step) {
        for place in noted..<duplicates.count { duplicates[place].append(step) }
    }
}
