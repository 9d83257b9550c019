import Emulation
import Testing
import Sandboxes

@Suite struct WorldChangeTests {
    @Test func `a change to any table is noticed`() {
        var counter = TableChanger(target: -1)
        var world = World()
        world.visitAllTables(&counter)
        #expect(counter.visited > 10)
        for index in 0..<counter.visited {
            var world = World()
            var hasChanges = world.hasChanges
            #expect(!hasChanges)
            var changer = TableChanger(target: index)
            world.visitAllTables(&changer)
            hasChanges = world.hasChanges
            #expect(hasChanges, "\(changer.name)")
        }
    }
}

/// Puts a blank row into one of the tables that it goes over.
private struct TableChanger: TableVisitor, SectionVisitor {
    let target: Int
    var visited = 0
    var name = ""

    init(target: Int) {
        self.target = target
    }

    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        state.visitTables(&self)
    }

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        if visited == target {
            name = Row.listName
            table.put(Row())
        }
        visited += 1
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {}
}

extension World {
    fileprivate mutating func visitAllTables(_ visitor: inout TableChanger) {
        accounts.visitTables(&visitor)
        visitSections(&visitor)
    }
}
