package import JSON

/// Reads the members of one entity from a JSON object and collects the problems.
package struct EntityReader: FieldVisitor {
    private let object: JSONObject
    private let path: JSONPath
    private var foundCount = 0
    private var problems: SeedProblems
    /// The known members that have a problem.
    private var wrongMembers: [String] = []
    /// Reported last: an unknown member may be the missing one, misspelled.
    private var missingMembers: [(name: String, expectation: String)] = []

    private init(_ object: JSONObject, at path: JSONPath, _ problems: SeedProblems) {
        self.object = object
        self.path = path
        self.problems = problems
    }

    /// Reads an entity; a member with a problem keeps its value.
    ///
    /// - Returns: the wrong values in the order of the entity's members, then the unknown and the
    ///   missing members; of many the first.
    package static func read(_ entity: inout some Fields, from value: JSONValue, at path: JSONPath)
        -> [SeedProblem]
    {
        var problems = SeedProblems()
        _ = read(&entity, from: value, at: path, &problems)
        return problems.listed
    }

    /// Reads an entity and adds its problems.
    ///
    /// - Returns: the known members that have a problem.
    static func read(
        _ entity: inout some Fields, from value: JSONValue, at path: JSONPath,
        _ problems: inout SeedProblems
    ) -> [String] {
        guard let object = value.object else {
            problems.add(SeedProblem(path: path, value: value, expectation: "an object"))
            return []
        }
        var reader = EntityReader(object, at: path, problems)
        entity.visitFields(&reader)
        if reader.foundCount != object.count { reader.reportUnknownMembers(of: entity) }
        reader.reportMissingMembers()
        problems = reader.problems
        return reader.wrongMembers
    }

    package mutating func field<Value: FieldValue>(
        _ name: String, _ value: inout Value, _ rule: FieldRule
    ) {
        guard let json = take(name, rule, Value.expectation) else { return }
        guard let read = Value(json: json) else { return report(name, json, rule, Value.self) }
        if let format = rule.format, !format.accepts(json) {
            return report(name, json, format.expectation)
        }
        value = read
    }

    package mutating func list<Element: Fields>(
        _ name: String, _ elements: inout [Element], _ rule: FieldRule
    ) {
        guard let json = take(name, rule, "a list of objects") else { return }
        guard let values = json.array else { return report(name, json, "a list of objects") }
        elements = []
        for (index, value) in values.enumerated() {
            var element = Element()
            let place = path.appending(member: name).appending(index: index)
            _ = EntityReader.read(&element, from: value, at: place, &problems)
            elements.append(element)
        }
    }

    private mutating func take(_ name: String, _ rule: FieldRule, _ expectation: String)
        -> JSONValue?
    {
        if let json = object[name] {
            foundCount += 1
            return json
        }
        if rule.isRequired {
            missingMembers.append((name, rule.format?.expectation ?? expectation))
        }
        return nil
    }

    private mutating func report(_ name: String, _ value: JSONValue?, _ expectation: String) {
        wrongMembers.append(name)
        guard problems.hasRoom else { return problems.add(nil) }
        let path = path.appending(member: name)
        problems.add(SeedProblem(path: path, value: value, expectation: expectation))
    }

    /// Reports the part of a member's value that has another type than expected.
    private mutating func report<Value: FieldValue>(
        _ name: String, _ value: JSONValue, _ rule: FieldRule, _ type: Value.Type
    ) {
        guard rule.format == nil, let part = Value.invalidPart(of: value) else {
            return report(name, value, rule.format?.expectation ?? Value.expectation)
        }
        wrongMembers.append(name)
        let steps = path.steps + [.member(name)] + part.steps
        problems.add(
            SeedProblem(
                path: JSONPath(steps: steps), value: part.value, expectation: part.expectation))
    }

    private mutating func reportMissingMembers() {
        for member in missingMembers { report(member.name, nil, member.expectation) }
    }

    private mutating func reportUnknownMembers(of entity: some Fields) {
        let known = MemberNames.of(entity)
        for member in object.members where !known.contains(member.name) {
            problems.add(problems.hasRoom ? unknown(member, known) : nil)
        }
    }

    private func unknown(_ member: JSONObject.Member, _ known: [String]) -> SeedProblem {
        let parts = member.name.split(separator: ".", maxSplits: 1).map(String.init)
        if parts.count == 2, known.contains(parts[0]) {
            let nested: JSONValue = [parts[0]: [parts[1]: .string("…")]]
            return SeedProblem(
                path: path.appending(member: parts[0]).appending(member: parts[1]),
                value: member.value,
                expectation: "a member of an object, and no dot in its name: \(nested.text)")
        }
        return SeedProblem(
            path: path.appending(member: member.name), value: member.value,
            expectation: ClosestMatch.unknownMember(member.name, known: known))
    }
}

/// Collects the names of an entity's members.
package struct MemberNames: FieldVisitor {
    private var names: [String] = []

    /// Returns the names in their documented order.
    package static func of(_ entity: some Fields) -> [String] {
        var copy = entity
        var collector = MemberNames()
        copy.visitFields(&collector)
        return collector.names
    }

    package mutating func field<Value: FieldValue>(
        _ name: String, _ value: inout Value, _ rule: FieldRule
    ) {
        names.append(name)
    }

    package mutating func list<Element: Fields>(
        _ name: String, _ elements: inout [Element], _ rule: FieldRule
    ) {
        names.append(name)
    }
}
