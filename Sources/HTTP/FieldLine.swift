/// A parsed field line of a head or trailer section (RFC 9112, section 5).
///
/// The ranges are offsets in the parsed line.
struct FieldLine {
    let name: Range<Int>
    let value: Range<Int>

    /// Parses `name:value`.
    ///
    /// Whitespace before the name or the colon is refused (RFC 9112, sections 5.1 and 5.2).
    init(parsing line: Span<UInt8>) throws(RequestFailure) {
        var colon = 0
        while colon < line.count, line[colon].isToken { colon += 1 }
        guard colon < line.count, line[colon] == UInt8(ascii: ":"), colon > 0 else {
            throw .badRequest(Self.nameComplaint(line, at: colon))
        }
        guard line.isFieldValue(in: colon + 1..<line.count) else {
            throw .controlCharacterInField
        }
        name = 0..<colon
        value = line.trimmingOptionalWhitespace(colon + 1..<line.count)
    }

    private static func nameComplaint(_ line: Span<UInt8>, at index: Int) -> String {
        guard index < line.count else { return "A field line has no colon." }
        guard line[index].isOptionalWhitespace else { return "A field name is not a token." }
        return index == 0
            ? "A field line is folded." : "There is whitespace between a field name and its colon."
    }
}
