import JSON
import Testing

@testable import Emulation

struct EntityReaderTests {
    private static let path = JSONPath().appending(member: "notes").appending(index: 2)

    /// Reads a note and returns what is wrong with it, a sentence each.
    private func problems(_ text: String, note: inout Note) throws -> [String] {
        EntityReader.read(&note, from: try JSONParser.parse(Array(text.utf8)), at: Self.path).map(
            \.message)
    }

    private func text(_ note: Note) -> String {
        var bytes: [UInt8] = []
        ObjectWriter.append(note, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `what is left out keeps its value`() throws {
        var note = Note("x", code: 7)
        #expect(try problems(#"{"topic":"home"}"#, note: &note) == [])
        #expect(note.id == "x")
        #expect(note.code == 7)
        #expect(note.topic == "home")
    }

    @Test func `of many unknown members the first hundred are reported`() throws {
        var note = Note("x")
        let members = (0..<1000).map { #""m\#($0)":1"# }.joined(separator: ",")
        let problems = try problems(#"{"topic":"home",\#(members)}"#, note: &note)
        #expect(problems.count == 100)
        #expect(problems.last?.hasPrefix("notes[2].m99 is 1") == true)
    }

    @Test func `an entity is written complete, in its order, on one line`() {
        var note = Note("a\n", topic: "work", code: 7, at: 1)
        note.labels = ["b": "2", "a": "1", "é": "3"]
        note.steps = [Step("one"), Step("two", minutes: 5)]
        #expect(
            text(note)
                == #"{"id":"a\n","topic":"work","code":7,"is_done":false,"weight":null,"tags":[],"#
                + #""labels":{"a":"1","b":"2","é":"3"},"created_at":"1970-01-01T00:00:00.001Z","#
                + #""steps":[{"text":"one","minutes":null},{"text":"two","minutes":5}]}"#)
    }

    @Test(arguments: [
        (#"7"#, ["notes[2] is 7, expected an object"]),
        (#"[]"#, ["notes[2] is [], expected an object"]),
        (#"{}"#, [#"notes[2].topic is missing, expected one of "work", "home""#]),
        (#"{"topic":"play"}"#, [#"notes[2].topic is "play", expected one of "work", "home""#]),
        (#"{"topic":7}"#, [#"notes[2].topic is 7, expected one of "work", "home""#]),
        (#"{"topic":null}"#, [#"notes[2].topic is null, expected one of "work", "home""#]),
        (#"{"topic":"home","id":7}"#, ["notes[2].id is 7, expected a string"]),
        (#"{"topic":"home","id":null}"#, ["notes[2].id is null, expected a string"]),
        (#"{"topic":"home","code":-1}"#, ["notes[2].code is -1, expected a non-negative integer"]),
        (
            #"{"topic":"home","code":1.5}"#,
            ["notes[2].code is 1.5, expected a non-negative integer"]
        ),
        (
            #"{"topic":"home","code":9223372036854775808}"#,
            ["notes[2].code is 9223372036854775808, expected a non-negative integer"]
        ),
        (#"{"topic":"home","is_done":0}"#, ["notes[2].is_done is 0, expected true or false"]),
        (#"{"topic":"home","weight":"1"}"#, [#"notes[2].weight is "1", expected a number"#]),
        (#"{"topic":"home","weight":1e999}"#, ["notes[2].weight is 1e999, expected a number"]),
        (
            #"{"topic":"home","tags":"a"}"#,
            [#"notes[2].tags is "a", expected a list, of which each entry is a string"#]
        ),
        (
            #"{"topic":"home","tags":["a",7]}"#,
            [
                "notes[2].tags[1] is 7, expected a string"
            ]
        ),
        (
            #"{"topic":"home","labels":{"a":1}}"#,
            [
                "notes[2].labels.a is 1, expected a string"
            ]
        ),
        (
            #"{"topic":"home","created_at":"today"}"#,
            [
                #"notes[2].created_at is "today", expected an RFC 3339 time such as "2026-02-13T12:00:00Z""#
            ]
        ),
        (
            #"{"topic":"home","created_at":0}"#,
            [
                #"notes[2].created_at is 0, expected an RFC 3339 time such as "2026-02-13T12:00:00Z""#
            ]
        ),
        (#"{"topic":"home","steps":{}}"#, ["notes[2].steps is {}, expected a list of objects"]),
        (#"{"topic":"home","steps":null}"#, ["notes[2].steps is null, expected a list of objects"]),
        (
            #"{"topic":"home","steps":[{"text":"a"},7,{"text":" "},{"txt":"b","minutes":"1"}]}"#,
            [
                "notes[2].steps[1] is 7, expected an object",
                #"notes[2].steps[2].text is " ", expected a string that is not blank"#,
                #"notes[2].steps[3].minutes is "1", expected an integer"#,
                #"notes[2].steps[3].txt is "b", expected no member of that name: did you mean "text"?"#,
                "notes[2].steps[3].text is missing, expected a string that is not blank",
            ]
        ),
        (
            #"{"topic":"home","isDone":true,"password":"x"}"#,
            [
                #"notes[2].isDone is true, expected no member of that name: did you mean "is_done"?"#,
                #"notes[2].password is "x", expected no member of that name: known are id, topic, code, is_done, weight, "#
                    + "tags, labels, created_at, steps",
            ]
        ),
        (
            #"{"zzzzzzzzzz":1,"code":"x","id":[]}"#,
            [
                "notes[2].id is [], expected a string",
                #"notes[2].code is "x", expected a non-negative integer"#,
                "notes[2].zzzzzzzzzz is 1, expected no member of that name: known are id, topic, code, is_done, weight, "
                    + "tags, labels, created_at, steps",
                #"notes[2].topic is missing, expected one of "work", "home""#,
            ]
        ),
    ])
    func `all that is wrong is said`(text: String, messages: [String]) throws {
        var note = Note()
        #expect(try problems(text, note: &note) == messages)
    }

    @Test func `a member with a problem keeps its value and the others are read`() throws {
        var note = Note("x", code: 7)
        _ = try problems(#"{"id":1,"topic":"home","code":-5,"is_done":true}"#, note: &note)
        #expect(note.id == "x")
        #expect(note.code == 7)
        #expect(note.isDone)
    }

    @Test func `a long value is shortened`() throws {
        var note = Note()
        let message = try #require(
            try problems(
                #"{"topic":"home","tags":"\#(String(repeating: "x", count: 500))"}"#, note: &note
            ).first)
        #expect(
            message.hasPrefix(
                #"notes[2].tags is ""# + String(repeating: "x", count: 59) + "…, expected"))
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `any entity is written, read and written alike`(seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        for _ in 0..<300 {
            let note = Note.random(using: &random)
            var read = Note()
            #expect(try problems(text(note), note: &read) == [], "seed \(seed)")
            #expect(read == note, "seed \(seed)")
            #expect(text(read) == text(note), "seed \(seed)")
        }
    }

    @Test func `the names of members are told in their order`() {
        #expect(
            MemberNames.of(Note()) == [
                "id", "topic", "code", "is_done", "weight", "tags", "labels", "created_at", "steps",
            ])
        #expect(MemberNames.of(Step()) == ["text", "minutes"])
    }
}

extension Note {
    fileprivate static func random(using random: inout RandomSource) -> Note {
        func text() -> String {
            let alphabet = ["a", "\"", "\\", "é", "\u{0}", "\n", "😀", "{", " ", "\u{2028}", "/"]
            return (0..<Int.random(in: 0..<6, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? ""
            }.joined()
        }
        let range = Timestamp.earliest.milliseconds...Timestamp.latest.milliseconds
        var note = Note(
            text(), topic: Bool.random(using: &random) ? "work" : "home",
            code: .random(in: 0 ... .max, using: &random),
            at: .random(in: range, using: &random))
        note.isDone = .random(using: &random)
        note.weight = Bool.random(using: &random) ? nil : .random(in: -1e9...1e9, using: &random)
        note.tags = (0..<Int.random(in: 0..<4, using: &random)).map { _ in text() }
        for _ in 0..<Int.random(in: 0..<4, using: &random) { note.labels[text()] = text() }
        note.steps = (0..<Int.random(in: 0..<3, using: &random)).map {
            Step("s" + text(), minutes: $0 == 0 ? nil : .random(in: .min ... .max, using: &random))
        }
        return note
    }
}
