import Emulation
import JSON
import Testing

struct SeedReaderTests {
    private static let now = Timestamp(milliseconds: 7)

    /// What a reading of `list` and `book.notes` finds.
    private struct Outcome {
        var notes: [Note] = []
        var rooted: [Note] = []
        var options = Step()
        var problems: [String] = []
        var others = 0
    }

    private func read(_ text: String) throws -> Outcome {
        var seed = try SeedReader(
            Array(text.utf8), sections: ["book"], identifiers: IdentifierSource(seed: 1), now: Self.now)
        var outcome = Outcome()
        var ids: Set<String> = []
        _ = seed.value("version")
        seed.list("book", Note.self) { note, seed in
            var note = note
            seed.fillIn(&note.id) { _ in false }
            seed.fillIn(&note.createdAt)
            if !ids.insert(note.id).inserted { seed.reportDuplicate("id") }
            outcome.notes.append(note)
        }
        seed.options("book", &outcome.options)
        seed.list(nil, Note.self) { note, _ in outcome.rooted.append(note) }
        let problems = seed.finish(sections: ["book"])
        outcome.problems = problems.listed.map { "\($0.line): \($0.problem.message)" }
        outcome.others = problems.others
        return outcome
    }

    @Test func `lists and options are read in any order, and omitted members are filled in`() throws {
        let outcome = try read(
            """
            {"notes":[{"topic":"work"}],
             "book":{"options":{"text":"o"},"notes":[{"id":"a","topic":"work","created_at":"1970-01-01T00:00:01Z"},
              {"topic":"home"}]},"version":1}
            """)
        #expect(outcome.problems == [])
        #expect(outcome.options == Step("o"))
        #expect(outcome.rooted.count == 1)
        #expect(outcome.notes.map(\.createdAt.milliseconds) == [1000, 7])
        #expect(outcome.notes.first?.id == "a")
        #expect(TextFormat.isUUID(outcome.notes.last?.id ?? ""))
    }

    @Test(arguments: ["{}", #"{"book":{}}"#, #"{"notes":[],"book":{"notes":[]}}"#, " \n{}\n"])
    func `lists may be left out or empty`(text: String) throws {
        let outcome = try read(text)
        #expect(outcome.problems == [])
        #expect(outcome.notes.isEmpty)
    }

    @Test(arguments: [
        ("7", ["1: $ is 7, expected an object"]),
        ("\n\n []", ["3: $ is [], expected an object"]),
        (#"{"book":7}"#, ["1: book is 7, expected an object"]),
        ("{\n\"book\":null}", ["2: book is null, expected an object"]),
        (#"{"notes":{}}"#, ["1: notes is {}, expected a list"]),
        (#"{"notes":null}"#, ["1: notes is null, expected a list"]),
        (#"{"book":{"notes":"x"}}"#, [#"1: book.notes is "x", expected a list"#]),
        (
            "{\"notes\":[7,\n{\"topic\":\"home\"},\nnull]}",
            [
                "1: notes[0] is 7, expected an object", "3: notes[2] is null, expected an object",
            ]
        ),
        (#"{"book":{"options":[]}}"#, ["1: book.options is [], expected an object"]),
        (
            #"{"book":{"options":{"text":" "}}}"#,
            [
                #"1: book.options.text is " ", expected a string that is not blank"#
            ]
        ),
        (
            "{\"note\":1,\n\"book\":{\"nots\":[],\n\"optins\":{}},\n\"boo\":{},\n\"quite other\":0}",
            [
                "1: note is 1, expected no member of that name: did you mean \"notes\"?",
                "2: book.nots is [], expected no member of that name: did you mean \"notes\"?",
                "3: book.optins is {}, expected no member of that name: did you mean \"options\"?",
                "4: boo is {}, expected no member of that name: did you mean \"book\"?",
                "5: $[\"quite other\"] is 0, expected no member of that name: known are version, notes, book",
            ]
        ),
        ("{\"version\":1,\n\"version\":2}", ["2: version is given twice, expected one member of that name"]),
        (
            "{\"notes\":[{\"topic\":\"home\",\n\"topic\":\"work\"}]}",
            [
                "2: notes[0].topic is given twice, expected one member of that name"
            ]
        ),
        (
            "{\"book\":{\"notes\":[{\"id\":\"a\",\"topic\":\"home\"},\n{\n\"topic\":\"home\",\n\"id\":\"a\"}]}}",
            [
                #"4: book.notes[1].id is "a", expected a unique value"#
            ]
        ),
        (
            "{\"book\":{\"notes\":[\n{\"id\":7,\n\"code\":\"x\"},\n8]},\"notes\":\n9}",
            [
                #"2: book.notes[0].topic is missing, expected one of "work", "home""#,
                "2: book.notes[0].id is 7, expected a string",
                #"3: book.notes[0].code is "x", expected a non-negative integer"#,
                "4: book.notes[1] is 8, expected an object", "5: notes is 9, expected a list",
            ]
        ),
    ])
    func `all that is wrong is said with its line, in the order of the text`(text: String, problems: [String]) throws {
        #expect(try read(text).problems == problems)
    }

    @Test(arguments: ["", "{", "{}x", "[", #"{"notes":[}"#, #"{"book":{"notes":[{"id":}]}}"#, #"{"a":1,}"#])
    func `invalid JSON is refused as a whole`(text: String) {
        #expect(throws: JSONSyntaxError.self) { try read(text) }
    }

    @Test func `what is no object is not taken in`() throws {
        let outcome = try read(#"{"book":{"notes":[7,{"topic":"home"},"x",[]]}}"#)
        #expect(outcome.notes.count == 1)
        #expect(outcome.problems.count == 3)
    }

    @Test func `of thousands of problems the first hundred are told, each with its line`() throws {
        let entry = #"{"id":7,"topic":"no"}"#
        let entries = Array(repeating: entry, count: 5_000).joined(separator: ",\n")
        let outcome = try read(#"{"book":{"notes":["# + entries + "]}}")
        #expect(outcome.problems.count == 100)
        #expect(outcome.problems.last?.hasPrefix("50: book.notes[49].topic is \"no\"") == true)
        #expect(outcome.others == 9_900)
    }
}
