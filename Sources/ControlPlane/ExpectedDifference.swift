internal import Emulation
internal import JSON
internal import Sandboxes

/// The body of `POST /state/verify`: `{"from"?,"added"?:[…],"removed"?:[…],"changed"?:[…]}`.
///
/// Each object matches one entry of `GET /state/diff` and may leave out any of its members. What no
/// entry can have is refused: a misspelled list is no other state, but an error of the test.
struct ExpectedDifference: Sendable {
    /// The name of the other world.
    let from: String
    let entries: [WorldDifference.Kind: [JSONObject]]

    /// Reads a body.
    ///
    /// - Parameters:
    ///   - body: the members.
    ///   - countMax: the most objects of one kind.
    /// - Throws: the first member that cannot be used.
    init(_ body: JSONObject, countMax: Int) throws(ControlError) {
        from = try ControlCall.form(ExpectedDifferenceForm.self, from: body).from
        var entries: [WorldDifference.Kind: [JSONObject]] = [:]
        for kind in WorldDifference.Kind.allCases {
            let objects = body[kind.rawValue]?.array?.compactMap(\.object) ?? []
            let path = JSONPath().appending(member: kind.rawValue)
            guard objects.count <= countMax else {
                throw ControlError(
                    SeedProblem(
                        path: path, given: "a list of \(objects.count) objects",
                        expectation: "at most \(countMax)"))
            }
            for (index, object) in objects.enumerated() {
                let problem = Self.problem(of: object, kind, at: path.appending(index: index))
                if let problem { throw ControlError(problem) }
            }
            entries[kind] = objects
        }
        self.entries = entries
    }

    /// What no entry of the kind can have.
    private static func problem(
        of object: JSONObject, _ kind: WorldDifference.Kind, at path: JSONPath
    ) -> SeedProblem? {
        let lists = DifferenceList.all.filter { kind == .changed || $0.hasEntities }
        let name = kind == .changed ? "members" : "entity"
        let members = object[name]?.object ?? JSONObject()
        let place = path.appending(member: name)
        if let listName = object["list"]?.string {
            guard let list = lists.first(where: { $0.name == listName }) else {
                return SeedProblem(
                    path: path.appending(member: "list"), value: object["list"],
                    expectation: expectation(of: listName, lists.map(\.name)))
            }
            return list.problem(members, place, kind == .changed)
        }
        let known = lists.flatMap(\.memberNames)
        for member in members.members where !known.contains(member.name) {
            let nearest = ClosestMatch.ranked(member.name, among: known).first ?? ""
            return SeedProblem(
                path: place.appending(member: member.name), value: member.value,
                expectation: "a member of some list: the nearest is \"\(nearest)\"")
        }
        return nil
    }

    private static func expectation(of name: String, _ known: [String]) -> String {
        if let nearest = ClosestMatch.nearest(to: name, among: known) {
            return "the name of a list: did you mean \"\(nearest)\"?"
        }
        return "the name of a list: known are " + known.joined(separator: ", ")
    }
}

/// The members of the body.
private struct ExpectedDifferenceForm: Fields {
    private(set) var from = "seed"
    private var added: [ExpectedEntityForm] = []
    private var removed: [ExpectedEntityForm] = []
    private var changed: [ExpectedChangeForm] = []

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("from", &from)
        visitor.list("added", &added, .optional)
        visitor.list("removed", &removed, .optional)
        visitor.list("changed", &changed, .optional)
    }
}

/// The members of an entity that was added or removed.
private struct ExpectedEntityForm: Fields {
    private var list = ""
    private var id = ""
    private var entity = JSONObject()

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("list", &list)
        visitor.field("id", &id)
        visitor.field("entity", &entity)
    }
}

/// The members of an entity that was changed.
private struct ExpectedChangeForm: Fields {
    private var list = ""
    private var id = ""
    private var members = JSONObject()

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("list", &list)
        visitor.field("id", &id)
        visitor.field("members", &members)
    }
}
