/// The two pairs of brackets of JSON (RFC 8259, section 2).
enum JSONBracket {
    /// `{` and `}`, around an object.
    case curly
    /// `[` and `]`, around an array.
    case square

    var opening: UInt8 { self == .curly ? UInt8(ascii: "{") : UInt8(ascii: "[") }

    var closing: UInt8 { self == .curly ? UInt8(ascii: "}") : UInt8(ascii: "]") }

    /// The opening bracket as messages name it.
    var openingName: String { self == .curly ? "\"{\"" : "\"[\"" }

    /// What may follow a value in these brackets, as messages name it.
    var separatorNames: String { self == .curly ? "\",\" or \"}\"" : "\",\" or \"]\"" }
}
