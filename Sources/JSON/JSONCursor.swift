/// A reader that walks through a large text and builds only the values that it is asked for.
///
/// It checks the text exactly as the parser does, with the same error messages, once `finish`
/// has been reached. A value that was neither entered, read nor skipped when the next one is asked for is
/// skipped. All members of an object are seen, also those whose name comes again. After an error the cursor
/// stays at the error and must not be used again.
///
///     var cursor = JSONCursor(bytes)
///     try cursor.enterObject()
///     while let name = try cursor.nextMember() {
///         if name == "users" { users = try cursor.readValue() }
///     }
///     try cursor.finish()
package struct JSONCursor: Sendable {
    private let bytes: [UInt8]
    private var scanner: JSONScanner
    /// Whether an object or array has been entered and nothing of it been read.
    private var isFirst = false
    /// Whether a member or element was announced and its value not yet taken.
    private var isValueAhead = false

    /// Starts at the beginning of a text, or at the `offset` that another cursor had before a value.
    ///
    /// The new cursor reads this one value; it does not know the containers around it.
    package init(_ bytes: [UInt8], at offset: Int = 0) {
        precondition((0...bytes.count).contains(offset), "a cursor starts inside its text")
        self.bytes = bytes
        scanner = JSONScanner(offset: offset)
        scanner.skipByteOrderMark(in: bytes.span)
    }

    /// The offset in the text; before a value, its start (if no white space comes first).
    package var offset: Int { scanner.offset }

    /// Whether an object comes next.
    package var isAtObject: Bool { isAt(.curly) }

    /// Whether an array comes next.
    package var isAtArray: Bool { isAt(.square) }

    /// Goes into an object, which must come next.
    package mutating func enterObject() throws(JSONSyntaxError) {
        try enter(.curly)
    }

    /// Moves to the value of the next member of the object that was entered.
    ///
    /// - Returns: the member's name, or nil after the last member.
    package mutating func nextMember() throws(JSONSyntaxError) -> String? {
        guard try next(in: .curly) else { return nil }
        let bytes = bytes
        return try scanner.name(in: bytes.span)
    }

    /// Goes into an array, which must come next.
    package mutating func enterArray() throws(JSONSyntaxError) {
        try enter(.square)
    }

    /// Moves to the next element of the array that was entered.
    ///
    /// - Returns: whether there is one; false after the last element.
    package mutating func nextElement() throws(JSONSyntaxError) -> Bool {
        try next(in: .square)
    }

    /// Reads the value that comes next.
    package mutating func readValue() throws(JSONSyntaxError) -> JSONValue {
        var reader = JSONTreeReader(scanner)
        defer { scanner = reader.scanner }
        isValueAhead = false
        return try reader.value(in: bytes.span)
    }

    /// Moves past the value that comes next, checking all of it.
    package mutating func skipValue() throws(JSONSyntaxError) {
        let bytes = bytes
        isValueAhead = false
        try scanner.skipValue(in: bytes.span)
    }

    /// Makes sure that nothing but white space follows.
    package mutating func finish() throws(JSONSyntaxError) {
        let bytes = bytes
        try scanner.end(in: bytes.span)
    }

    private func isAt(_ bracket: JSONBracket) -> Bool {
        var ahead = scanner
        ahead.skipWhiteSpace(in: bytes.span)
        return ahead.byte(in: bytes.span) == bracket.opening
    }

    private mutating func enter(_ bracket: JSONBracket) throws(JSONSyntaxError) {
        let bytes = bytes
        scanner.skipWhiteSpace(in: bytes.span)
        try scanner.open(bracket, in: bytes.span)
        isFirst = true
        isValueAhead = false
    }

    private mutating func next(in bracket: JSONBracket) throws(JSONSyntaxError) -> Bool {
        if isValueAhead { try skipValue() }
        let bytes = bytes
        isValueAhead = try scanner.next(in: bracket, isFirst: isFirst, of: bytes.span)
        isFirst = false
        if isValueAhead { scanner.skipWhiteSpace(in: bytes.span) }
        return isValueAhead
    }
}
