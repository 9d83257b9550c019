import Emulation
import Testing

struct TableTests {
    private func ids(_ table: Table<Note>) -> [String] {
        table.all.map(\.id)
    }

    private func topic(_ table: Table<Note>, _ topic: String) -> [String] {
        table.rows(at: table.indexes.byTopic.newestFirst(topic)).map(\.id)
    }

    private func table(_ notes: Note...) -> Table<Note> {
        var table = Table<Note>()
        for note in notes { table.put(note) }
        return table
    }

    @Test func `rows are in the order of their insertion and are found by id`() {
        let table = table(Note("c"), Note("a"), Note("b"))
        #expect(ids(table) == ["c", "a", "b"])
        #expect(table.count == 3)
        #expect(table["a"]?.id == "a")
        #expect(table["x"] == nil)
    }

    @Test func `a row with a known id replaces the row that has it`() {
        var table = table(Note("c"), Note("a", code: 1), Note("b"))
        table.put(Note("a", code: 2))
        #expect(ids(table) == ["c", "a", "b"])
        #expect(table["a"]?.code == 2)
        #expect(table.count == 3)
    }

    @Test func `a row that is deleted and inserted again is the last`() {
        var table = table(Note("a"), Note("b"))
        #expect(table.delete("a")?.id == "a")
        table.put(Note("a"))
        #expect(ids(table) == ["b", "a"])
    }

    @Test func `deleting or updating what is not there is no change`() {
        var table = table(Note("a"))
        table.drainChanges()
        #expect(table.delete("x") == nil)
        table.update("x") { $0.code = 7 }
        #expect(table.changes.isEmpty)
        #expect(ids(table) == ["a"])
    }

    @Test func `indexes follow every change`() {
        var table = table(Note("a", topic: "work", code: 1), Note("b", topic: "work", code: 2))
        table.update("a") {
            $0.topic = "home"
            $0.code = 9
        }
        #expect(topic(table, "work") == ["b"])
        #expect(topic(table, "home") == ["a"])
        #expect(table.indexes.byCode[1] == nil)
        #expect(table.indexes.byCode[9].flatMap { table[$0] }?.id == "a")
        table.delete("a")
        #expect(topic(table, "home") == [])
        #expect(table.indexes.byCode[9] == nil)
    }

    @Test func `the row id of a removed row finds nothing`() throws {
        var table = table(Note("a", code: 1))
        let rowID = try #require(table.indexes.byCode[1])
        table.delete("a")
        table.put(Note("b", code: 1))
        #expect(table[rowID] == nil)
        #expect(table.rows(at: [rowID]).isEmpty)
    }

    @Test func `changes are recorded in the order applied until they are drained`() {
        var table = table(Note("a"))
        table.update("a") { $0.code = 2 }
        table.delete("a")
        let texts = table.changes.map { change in
            switch change {
            case .put(let note): "put \(note.id) \(note.code)"
            case .delete(let note): "delete \(note.id)"
            }
        }
        #expect(texts == ["put a 0", "put a 2", "delete a"])
        table.drainChanges()
        #expect(table.changes.isEmpty)
    }

    @Test func `loading and unloading record nothing`() {
        var table = Table<Note>()
        table.load(Note("a", topic: "work"))
        table.load(Note("a", topic: "home"))
        #expect(topic(table, "home") == ["a"])
        #expect(topic(table, "work") == [])
        #expect(table.unload("a")?.id == "a")
        #expect(table.unload("a") == nil)
        #expect(table.changes.isEmpty)
        #expect(ids(table).isEmpty)
    }

    @Test func `a copy stays as it was`() {
        var table = table(Note("a", topic: "work", code: 1), Note("b", topic: "work", code: 2))
        table.drainChanges()
        let copy = table
        table.update("a") { $0.topic = "home" }
        table.delete("b")
        table.put(Note("c", topic: "work", code: 3))
        #expect(ids(copy) == ["a", "b"])
        #expect(topic(copy, "work") == ["b", "a"])
        #expect(copy.indexes.byCode[3] == nil)
        #expect(copy.changes.isEmpty)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a table behaves like a list of rows, and its copies do not change`(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var table = Table<Note>()
        var model: [Note] = []
        var copies: [(Table<Note>, [Note])] = []
        for round in 0..<1500 {
            let id = String(Int.random(in: 0..<40, using: &random))
            let known = model.firstIndex { $0.id == id }
            if Int.random(in: 0..<3, using: &random) == 0 {
                #expect(table.delete(id) == known.map { model.remove(at: $0) }, "seed \(seed)")
            } else {
                let time = Int64.random(in: 0..<5, using: &random)
                let note = Note(id, topic: Bool.random(using: &random) ? "work" : "home", code: round, at: time)
                table.put(note)
                if let known { model[known] = note } else { model.append(note) }
            }
            #expect(table.checkIndexes() == [], "seed \(seed)")
            if round % 100 == 0 { copies.append((table, model)) }
        }
        for (table, model) in copies + [(table, model)] { check(table, model, seed) }
    }

    private func check(_ table: Table<Note>, _ model: [Note], _ seed: UInt64) {
        #expect(Array(table.all) == model, "seed \(seed)")
        for topic in ["work", "home"] {
            let expected = model.enumerated().filter { $0.element.topic == topic }
                .sorted { ($0.element.createdAt, $0.offset) > ($1.element.createdAt, $1.offset) }.map(\.element)
            #expect(table.rows(at: table.indexes.byTopic.newestFirst(topic)) == expected, "seed \(seed)")
            #expect(table.indexes.byTopic.count(of: topic) == expected.count, "seed \(seed)")
        }
        for note in model {
            #expect(table.indexes.byCode[note.code].flatMap { table[$0] } == note, "seed \(seed)")
        }
    }
}
