import JSON
import Testing

/// The outcome of reading a text in one of the ways.
typealias Reading = Swift.Result<JSONValue, JSONSyntaxError>

/// Expects that the parser, a cursor that walks, one that reads and one that skips think alike of a text.
///
/// - Returns: what the parser thinks.
@discardableResult
func expectAgreement(on bytes: [UInt8], _ name: String) -> Reading {
    let parsed = Reading { () throws(JSONSyntaxError) in try JSONParser.parse(bytes) }
    let walked = Reading { () throws(JSONSyntaxError) in
        var cursor = JSONCursor(bytes)
        let value = try cursor.walk()
        try cursor.finish()
        return value
    }
    let read = Reading { () throws(JSONSyntaxError) in
        var cursor = JSONCursor(bytes)
        let value = try cursor.readValue()
        try cursor.finish()
        return value
    }
    let skipped = Reading { () throws(JSONSyntaxError) in
        var cursor = JSONCursor(bytes)
        try cursor.skipValue()
        try cursor.finish()
        return try parsed.get()
    }
    #expect(parsed == walked, "walking \(name)")
    #expect(parsed == read, "reading \(name)")
    #expect(parsed == skipped, "skipping \(name)")
    return parsed
}

extension JSONCursor {
    /// Builds a value by entering everything that can be entered.
    fileprivate mutating func walk() throws(JSONSyntaxError) -> JSONValue {
        if isAtObject { return .object(try walkObject()) }
        guard isAtArray else { return try readValue() }
        var elements: [JSONValue] = []
        try enterArray()
        while try nextElement() { elements.append(try walk()) }
        return .array(elements)
    }

    private mutating func walkObject() throws(JSONSyntaxError) -> JSONObject {
        var object = JSONObject()
        try enterObject()
        while let name = try nextMember() { object[name] = try walk() }
        return object
    }
}
