import JSON
import Testing

struct CursorTests {
    @Test(arguments: acceptedCases + refusedCases)
    func `gives the values and errors of the parser, walking, reading and skipping`(_ row: GrammarCase) {
        expectAgreement(on: row.bytes, row.name)
    }

    @Test func `reads only what is asked for and passes over the rest`() throws {
        let text = #"{"skip":[1,{"a":2}],"users":[{"id":"a"},{"id":"b"}],"left":{"x":[]},"n":7}"#
        var cursor = JSONCursor(Array(text.utf8))
        var ids: [String] = []
        var number: JSONValue?
        try cursor.enterObject()
        while let name = try cursor.nextMember() {
            switch name {
            case "skip": try cursor.skipValue()
            case "users":
                try cursor.enterArray()
                while try cursor.nextElement() { ids.append(try #require(try cursor.readValue()["id"]?.string)) }
            case "n": number = try cursor.readValue()
            default: break
            }
        }
        try cursor.finish()
        #expect(ids == ["a", "b"])
        #expect(number == 7)
        #expect(cursor.offset == text.utf8.count)
    }

    @Test func `starts another cursor at a remembered value`() throws {
        let bytes = Array(#"{ "a" : [ 1 , {"b":2} ] , "c": 3 }"#.utf8)
        var cursor = JSONCursor(bytes)
        var places: [Int] = []
        try cursor.enterObject()
        while try cursor.nextMember() != nil {
            places.append(cursor.offset)
            try cursor.skipValue()
        }
        try cursor.finish()
        #expect(places.map { bytes[$0] } == [UInt8(ascii: "["), UInt8(ascii: "3")])
        var first = JSONCursor(bytes, at: places[0])
        #expect(try first.readValue() == [1, ["b": 2]])
        var second = JSONCursor(bytes, at: places[1])
        #expect(second.isAtObject == false)
        #expect(try second.readValue() == 3)
    }

    @Test func `shows every member, also those of one name`() throws {
        var cursor = JSONCursor(Array(#"{"a":1,"a":2}"#.utf8))
        var values: [Int?] = []
        try cursor.enterObject()
        while try cursor.nextMember() == "a" { values.append(try cursor.readValue().int) }
        #expect(values == [1, 2])
    }

    @Test func `says what it was to enter`() throws {
        var cursor = JSONCursor(Array("\n [1]".utf8))
        #expect(cursor.isAtArray)
        #expect(!cursor.isAtObject)
        let error = try #require(throws: JSONSyntaxError.self) { try cursor.enterObject() }
        #expect(error == JSONSyntaxError(offset: 2, line: 2, column: 2, message: #"expected "{", found "[""#))
        try cursor.enterArray()
        #expect(try cursor.nextElement())
        let inner = try #require(throws: JSONSyntaxError.self) { try cursor.enterArray() }
        #expect(inner.message == #"expected "[", found "1""#)
    }

    @Test func `counts its own levels as the parser does`() throws {
        let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 1000)
        var cursor = JSONCursor(bytes)
        for _ in 0..<JSONParser.depthMax {
            try cursor.enterArray()
            #expect(try cursor.nextElement())
        }
        let error = try #require(throws: JSONSyntaxError.self) { try cursor.enterArray() }
        #expect(error == #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(bytes) })
    }

    @Test func `never traps when it is misused`() {
        var cursor = JSONCursor(Array("{}".utf8))
        _ = try? cursor.nextElement()
        _ = try? cursor.nextMember()
        _ = try? cursor.enterObject()
        for _ in 0..<5 {
            _ = try? cursor.nextMember()
            _ = try? cursor.nextElement()
            _ = try? cursor.readValue()
            _ = try? cursor.finish()
        }
        var atEnd = JSONCursor([], at: 0)
        #expect(throws: JSONSyntaxError.self) { try atEnd.skipValue() }
    }
}
