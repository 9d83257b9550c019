package import Emulation
package import JSON

/// A list of a world as a comparison shows it, such as `cavos.apps`, or the options of a service.
package struct DifferenceList: Sendable {
    package let name: String
    /// Whether its entities can be added and removed: options can only change.
    package let hasEntities: Bool
    /// The names of the members of an entity.
    package let memberNames: [String]
    /// The first problem of members of an entity, which may be some of all.
    ///
    /// With `hasChanges` each member is an object with the value before and after.
    package let problem: @Sendable (JSONObject, JSONPath, _ hasChanges: Bool) -> SeedProblem?

    fileprivate init(_ name: String, hasEntities: Bool, _ entity: some Fields) {
        self.name = name
        self.hasEntities = hasEntities
        memberNames = MemberNames.of(entity)
        problem = {
            EntityPartReader.problem(of: $0, at: $1, in: entity, hasChanges: $2)
        }
    }

    /// All lists, in the order of the seed.
    package static let all: [DifferenceList] = {
        var collector = ListCollector()
        collector.visit(World())
        return collector.lists
    }()
}

/// Collects the lists of a world.
private struct ListCollector: WorldVisitor {
    var prefix = ""
    private(set) var lists: [DifferenceList] = []

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        if Row.isBookkeeping { return }
        lists.append(DifferenceList(prefix + Row.listName, hasEntities: true, Row()))
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {
        lists.append(DifferenceList(prefix + "options", hasEntities: false, Options()))
    }
}
