/// The parser of complete JSON texts: RFC 8259 to the letter, in UTF-8; one byte order mark at the
/// start is ignored.
///
/// Of members with one name the last value wins, in the position of the first, as in JavaScript. A text that
/// is taken in full is the simple case; `JSONCursor` reads large ones piece by piece.
package struct JSONParser {
    /// How deep arrays and objects may be nested, so that no text exhausts the stack (RFC 8259, section 9).
    package static let depthMax = 128

    /// How many dropped members are noted at most, so that notes never outgrow the text by much.
    package static let duplicatesMax = 1000

    /// A value, and the members that it does not show.
    package struct Result: Sendable, Equatable {
        /// The value; each name of an object occurs once.
        package let value: JSONValue
        /// The path of each member whose value was replaced by a later one of that name, the first 1,000 of
        /// them.
        package let duplicates: [JSONPath]
    }

    private init() {}

    /// Reads a text.
    ///
    /// - Throws: the error and its location, unless the text is exactly one value with optional white space.
    package static func parse(_ bytes: Span<UInt8>) throws(JSONSyntaxError) -> JSONValue {
        var reader = JSONTreeReader()
        return try reader.text(in: bytes)
    }

    /// Reads a text.
    ///
    /// - Throws: the error and its location, unless the text is exactly one value with optional white space.
    package static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
        try parse(bytes.span)
    }

    /// Reads a text and remembers which members were dropped because their name came again.
    ///
    /// - Throws: the error and its location, unless the text is exactly one value with optional white space.
    package static func parseNotingDuplicates(_ bytes: [UInt8]) throws(JSONSyntaxError) -> Result {
        var reader = JSONTreeReader(notesDuplicates: true)
        let value = try reader.text(in: bytes.span)
        return Result(value: value, duplicates: reader.duplicatePaths)
    }
}
