package import JSON

/// Checks some members of an entity: any may be left out, and none may be unknown or of a wrong
/// type.
package struct EntityPartReader: FieldVisitor {
    private let object: JSONObject
    private let path: JSONPath
    /// Whether each member is an object with the value before, `from`, and after, `to`.
    private let hasChanges: Bool
    private var problem: SeedProblem?

    private init(_ object: JSONObject, at path: JSONPath, hasChanges: Bool) {
        self.object = object
        self.path = path
        self.hasChanges = hasChanges
    }

    /// Checks members of an entity.
    ///
    /// - Parameters:
    ///   - object: the members.
    ///   - path: where they are in the body.
    ///   - entity: any value of the entity's type.
    ///   - hasChanges: whether each member is `{"from":…,"to":…}`.
    /// - Returns: the first problem.
    package static func problem(
        of object: JSONObject, at path: JSONPath, in entity: some Fields, hasChanges: Bool
    ) -> SeedProblem? {
        let known = MemberNames.of(entity)
        for member in object.members where !known.contains(member.name) {
            return SeedProblem(
                path: path.appending(member: member.name), value: member.value,
                expectation: ClosestMatch.unknownMember(member.name, known: known))
        }
        var reader = EntityPartReader(object, at: path, hasChanges: hasChanges)
        var entity = entity
        entity.visitFields(&reader)
        return reader.problem
    }

    package mutating func field<Value: FieldValue>(
        _ name: String, _ value: inout Value, _ rule: FieldRule
    ) {
        checkEach(name) { json, path in
            if let part = Value.invalidPart(of: json) {
                return SeedProblem(
                    path: JSONPath(steps: path.steps + part.steps), value: part.value,
                    expectation: rule.format?.expectation ?? part.expectation)
            }
            guard let format = rule.format, !format.accepts(json) else { return nil }
            return SeedProblem(path: path, value: json, expectation: format.expectation)
        }
    }

    package mutating func list<Element: Fields>(
        _ name: String, _ elements: inout [Element], _ rule: FieldRule
    ) {
        checkEach(name) { json, path in
            guard let values = json.array else {
                return SeedProblem(path: path, value: json, expectation: "a list of objects")
            }
            for (index, value) in values.enumerated() {
                let path = path.appending(index: index)
                guard let object = value.object else {
                    return SeedProblem(path: path, value: value, expectation: "an object")
                }
                let problem = Self.problem(of: object, at: path, in: Element(), hasChanges: false)
                if let problem { return problem }
            }
            return nil
        }
    }

    /// Checks the value of a member, or its values before and after a change; null means no value.
    private mutating func checkEach(
        _ name: String, _ check: (JSONValue, JSONPath) -> SeedProblem?
    ) {
        guard problem == nil, let json = object[name] else { return }
        let path = path.appending(member: name)
        guard hasChanges else { return problem = check(json, path) }
        var sides = Sides()
        problem = EntityReader.read(&sides, from: json, at: path).first
        for side in json.object?.members ?? [] where problem == nil && side.value != .null {
            problem = check(side.value, path.appending(member: side.name))
        }
    }

    /// The values before and after a change, of any type.
    private struct Sides: Fields {
        private var from = AnyValue()
        private var to = AnyValue()

        mutating func visitFields(_ visitor: inout some FieldVisitor) {
            visitor.field("from", &from)
            visitor.field("to", &to)
        }
    }

    private struct AnyValue: FieldValue {
        var json = JSONValue.null

        init() {}

        init?(json: JSONValue) {
            self.json = json
        }

        static var expectation: String { "any value" }
    }
}
