import Emulation
import Testing

/// A check of the indexes that could not fail would prove nothing.
struct TableCheckTests {
    /// A row whose indexes can be made to forget a kind of change.
    private struct Item: TableRow {
        struct Indexes: RowIndexes {
            private(set) var byName = UniqueIndex<String>()
            private(set) var byColour = Index<String>()

            mutating func apply(_ change: RowChange<Item>) {
                byName.apply(change, by: \.name)
                let forgets = change.old?.forgetsOldColour ?? false
                let seen = RowChange(change.rowID, from: forgets ? nil : change.old, to: change.new)
                byColour.apply(seen, by: \.colour, at: { _ in .unset })
            }
        }

        var id: Int
        var name: String
        var colour: String
        var forgetsOldColour = false
    }

    private func table(_ items: Item...) -> Table<Item> {
        var table = Table<Item>()
        for item in items { table.put(item) }
        return table
    }

    @Test func `a table whose indexes follow has no differences`() {
        var table = table(Item(id: 1, name: "a", colour: "red"), Item(id: 2, name: "b", colour: "red"))
        table.update(1) { $0.colour = "blue" }
        table.delete(2)
        #expect(table.checkIndexes() == [])
    }

    @Test func `a stale entry after an update is found`() {
        var table = table(Item(id: 1, name: "a", colour: "red", forgetsOldColour: true))
        #expect(table.checkIndexes() == [])
        table.update(1) { $0.colour = "blue" }
        #expect(table.checkIndexes() == ["byColour differs from the rows"])
    }

    @Test func `a stale entry after a removal is found`() {
        var table = table(Item(id: 1, name: "a", colour: "red", forgetsOldColour: true))
        table.delete(1)
        #expect(table.checkIndexes() == ["byColour differs from the rows"])
    }

    @Test func `two rows with the same unique key are found when the index prefers the earlier one`() {
        var table = table(Item(id: 1, name: "a", colour: "red"), Item(id: 2, name: "b", colour: "red"))
        table.update(2) { $0.name = "c" }
        table.update(1) { $0.name = "c" }
        #expect(table.checkIndexes() == ["byName differs from the rows"])
    }

    @Test func `an id that leads to another row is found`() {
        /// A row whose id can change without the table being told.
        final class Name: @unchecked Sendable, Equatable {
            var text: String
            init(_ text: String) { self.text = text }
            static func == (left: Name, right: Name) -> Bool { left.text == right.text }
        }
        struct Renamed: TableRow {
            typealias Indexes = NoIndexes<Renamed>
            let name: Name
            var id: String { name.text }
        }
        let name = Name("a")
        var table = Table<Renamed>()
        table.put(Renamed(name: name))
        #expect(table.checkIndexes() == [])
        name.text = "b"
        #expect(table.checkIndexes() == ["row 0 has the id b, which is looked up as none"])
    }
}
