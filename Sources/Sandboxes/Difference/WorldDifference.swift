internal import Emulation
package import JSON

/// The entities that one world has and another has not, and those in which members differ.
package struct WorldDifference: Sendable {
    /// What happened to an entity.
    package enum Kind: String, Sendable, CaseIterable {
        case added
        case removed
        case changed
    }

    /// One entity that differs.
    package struct Entry: Sendable, Equatable {
        package let kind: Kind
        /// The seed's list: `users`, `cavos.apps`.
        package let list: String
        package let id: String
        /// The entity with all members or, of a changed one, the members that differ: `{"from","to"}` each.
        package let members: JSONObject
    }

    /// The entries up to a bound: the added ones in the order of their creation, then the removed and the changed.
    package private(set) var entries: [Entry] = []
    /// How many entities there are of each kind, with those over the bound.
    package private(set) var counts: [Kind: Int] = [:]
    private let entryCountMax: Int

    /// Compares two worlds; takes time proportional to their entities.
    ///
    /// Numbers that only say which id comes next are not compared.
    ///
    /// - Parameters:
    ///   - old: the world before.
    ///   - new: the world after.
    ///   - entryCountMax: the bound of the entries of each kind.
    package init(from old: World, to new: World, entryCountMax: Int) {
        var collector = TableCollector()
        collector.visit(old)
        let empty = WorldDifference(entryCountMax: entryCountMax)
        var comparer = WorldComparer(old: collector, difference: empty)
        comparer.visit(new)
        self = comparer.difference
    }

    private init(entryCountMax: Int) {
        self.entryCountMax = entryCountMax
    }

    package func entries(_ kind: Kind) -> [Entry] { entries.filter { $0.kind == kind } }

    /// Counts an entity, and lists it unless there are too many.
    fileprivate mutating func add(
        _ kind: Kind, _ list: String, _ id: String, _ members: () -> JSONObject
    ) {
        counts[kind, default: 0] += 1
        guard counts[kind, default: 0] <= entryCountMax else { return }
        entries.append(Entry(kind: kind, list: list, id: id, members: members()))
    }
}

/// Visits the tables of a world under the names of the seed's lists.
protocol WorldVisitor: SectionVisitor, TableVisitor {
    /// The section of the seed with a dot, or nothing at its top level.
    var prefix: String { get set }
}

extension WorldVisitor {
    mutating func visit(_ world: World) {
        var world = world
        prefix = ""
        world.accounts.visitTables(&self)
        world.visitSections(&self)
    }

    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        prefix = name + "."
        state.visitTables(&self)
    }
}

/// Collects the tables and options of a world by their names.
private struct TableCollector: WorldVisitor {
    var prefix = ""
    private(set) var parts: [String: any Sendable] = [:]

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        parts[prefix + Row.listName] = table
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {
        parts[prefix + "options"] = options
    }
}

/// Compares the tables of a world with those of another.
private struct WorldComparer: WorldVisitor {
    let old: TableCollector
    var difference: WorldDifference
    var prefix = ""

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        guard !Row.isBookkeeping else { return }
        let list = prefix + Row.listName
        let before = old.parts[list] as? Table<Row> ?? Table<Row>()
        for row in table.all {
            if let earlier = before[row.id] {
                guard earlier != row else { continue }
                difference.add(.changed, list, "\(row.id)") { Members.differing(earlier, row) }
            } else {
                difference.add(.added, list, "\(row.id)") { Members.all(of: row) }
            }
        }
        for row in before.all where !table.contains(row.id) {
            difference.add(.removed, list, "\(row.id)") { Members.all(of: row) }
        }
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {
        let list = prefix + "options"
        let (before, after) = (old.parts[list] as? Options ?? Options(), options)
        guard before != after else { return }
        difference.add(.changed, list, "") { Members.differing(before, after) }
    }
}

/// The members of entities as JSON.
private enum Members {
    static func all(of entity: some Fields) -> JSONObject {
        var text: [UInt8] = []
        ObjectWriter.append(entity, to: &text)
        return (try? JSONParser.parse(text))?.object ?? JSONObject()
    }

    /// The members that differ, with both values.
    static func differing(_ old: some Fields, _ new: some Fields) -> JSONObject {
        let (old, new) = (all(of: old), all(of: new))
        var members = JSONObject()
        for name in (old.members + new.members).map(\.name) where old[name] != new[name] {
            members.append(name, ["from": old[name] ?? .null, "to": new[name] ?? .null])
        }
        return members
    }
}
