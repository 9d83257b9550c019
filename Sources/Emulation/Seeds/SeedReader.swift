package import JSON

/// Reads the lists of a seed one entity at a time and collects all problems.
///
/// Lists are read in the order of the calls, not of the text, so that entities are loaded before
/// the references to them.
package struct SeedReader: Sendable {
    private let bytes: [UInt8]
    /// The offset of each unread member of the root and of the sections.
    private var offsets: [JSONPath: Int] = [:]
    private var pathsRead: [JSONPath] = []
    private var problems = SeedProblems()
    /// The members of the current entity that have a problem: a second one would only follow from
    /// the first.
    private var wrongMembers: [String] = []
    /// Makes the identifiers and keys that the seed leaves out.
    package var identifiers: IdentifierSource
    /// The time to fill in where the seed leaves one out.
    package let now: Timestamp

    /// The entity that is being read.
    private var entity = JSONValue.null
    private var entityPath = JSONPath()
    /// The offset of the list that is being read.
    private var listOffset = 0
    /// The values of a member in the current list, by the member's name; collected when the first
    /// one is made.
    private var givenValues: [ByteString: Set<ByteString>] = [:]

    /// Duplicate members are searched for only up to this size: larger files are generated.
    private static let repeatsCheckBytesMax = 16 << 20

    /// Finds the lists of a seed; the whole text is checked to be JSON.
    ///
    /// - Parameters:
    ///   - bytes: the JSON text.
    ///   - sections: the members of the root that contain lists of their own.
    ///   - identifiers: the source of omitted ids and keys.
    ///   - now: the value of omitted times.
    /// - Throws: if the text is not JSON.
    package init(_ bytes: [UInt8], sections: [String], identifiers: IdentifierSource, now: Timestamp)
        throws(JSONSyntaxError)
    {
        self.bytes = bytes
        self.identifiers = identifiers
        self.now = now
        var cursor = JSONCursor(bytes)
        try locateMembers(&cursor, of: JSONPath(), sections: sections)
        try cursor.finish()
        if bytes.count <= Self.repeatsCheckBytesMax { try reportRepeatedMembers() }
    }

    private mutating func locateMembers(_ cursor: inout JSONCursor, of path: JSONPath, sections: [String])
        throws(JSONSyntaxError)
    {
        guard cursor.isAtObject else {
            let value = try cursor.readValue()
            return problems.add(SeedProblem(path: path, value: value, expectation: "an object"))
        }
        try cursor.enterObject()
        while let name = try cursor.nextMember() {
            let member = path.appending(member: name)
            if path.steps.isEmpty && sections.contains(name) {
                try locateMembers(&cursor, of: member, sections: [])
            } else {
                offsets[member] = cursor.offset
                try cursor.skipValue()
            }
        }
    }

    private mutating func reportRepeatedMembers() throws(JSONSyntaxError) {
        for path in try JSONParser.parseNotingDuplicates(bytes).duplicates {
            let expectation = "one member of that name"
            problems.add(SeedProblem(path: path, given: "given twice", expectation: expectation))
        }
    }

    // MARK: Reading

    /// Reads a list and calls `adopt` with each entity; invalid members keep their default.
    ///
    /// - Parameters:
    ///   - section: the service's section; nil for the root.
    ///   - type: the entities' type, which names the list.
    ///   - adopt: called with each entity; reports problems to the reader.
    package mutating func list<Row: Entity>(
        _ section: String?, _ type: Row.Type, adopt: (Row, inout SeedReader) -> Void
    ) {
        let path = path(section, Row.listName)
        guard let offset = takeOffset(at: path) else { return }
        var cursor = JSONCursor(bytes, at: offset)
        listOffset = offset
        givenValues = [:]
        guard cursor.isAtArray, (try? cursor.enterArray()) != nil else {
            let value = try? cursor.readValue()
            return problems.add(SeedProblem(path: path, value: value, expectation: "a list"))
        }
        var index = 0
        while (try? cursor.nextElement()) == true, let value = try? cursor.readValue() {
            var row = Row()
            read(&row, from: value, at: path.appending(index: index))
            if value.object != nil { adopt(row, &self) }
            index += 1
        }
    }

    /// Reads a section's options.
    package mutating func options(_ section: String, _ options: inout some Fields) {
        let path = path(section, "options")
        guard var cursor = takeCursor(at: path), let value = try? cursor.readValue() else { return }
        read(&options, from: value, at: path)
    }

    /// Reads one value of the root; nil if it is omitted.
    package mutating func value(_ name: String) -> JSONValue? {
        guard var cursor = takeCursor(at: path(nil, name)) else { return nil }
        return try? cursor.readValue()
    }

    private mutating func read(_ members: inout some Fields, from value: JSONValue, at path: JSONPath) {
        entity = value
        entityPath = path
        wrongMembers = EntityReader.read(&members, from: value, at: path, &problems)
    }

    private func path(_ section: String?, _ name: String) -> JSONPath {
        (section.map { JSONPath().appending(member: $0) } ?? JSONPath()).appending(member: name)
    }

    private mutating func takeCursor(at path: JSONPath) -> JSONCursor? {
        takeOffset(at: path).map { JSONCursor(bytes, at: $0) }
    }

    private mutating func takeOffset(at path: JSONPath) -> Int? {
        pathsRead.append(path)
        return offsets.removeValue(forKey: path)
    }

    // MARK: Filling in

    /// Makes a UUID if the member `id` is omitted.
    package mutating func fillIn(_ id: inout String, isTaken: (String) -> Bool) {
        fillIn(&id, as: "id", { $0.uuid() }, isTaken: isTaken)
    }

    /// Makes an id or key if it is omitted: one that no other entity of the list has, read already
    /// or not.
    ///
    /// - Parameters:
    ///   - text: the member's value; empty if it is omitted.
    ///   - member: the member's name.
    ///   - make: makes it.
    ///   - isTaken: whether an entity that was read already has it.
    package mutating func fillIn(
        _ text: inout String, as member: String, _ make: (inout IdentifierSource) -> String,
        isTaken: (String) -> Bool
    ) {
        guard text.isEmpty else { return }
        let given = given(member)
        text = identifiers.unused(make) { isTaken($0) || given.contains(ByteString($0)) }
    }

    /// The values that the current list gives for a member.
    private mutating func given(_ member: String) -> Set<ByteString> {
        if let known = givenValues[ByteString(member)] { return known }
        var values: Set<ByteString> = []
        var cursor = JSONCursor(bytes, at: listOffset)
        try? cursor.enterArray()
        while (try? cursor.nextElement()) == true, let value = try? cursor.readValue() {
            if let text = value[member]?.string { values.insert(ByteString(text)) }
        }
        givenValues[ByteString(member)] = values
        return values
    }

    /// Sets a time to `now` if it is omitted.
    package func fillIn(_ time: inout Timestamp) {
        if time == .unset { time = now }
    }

    /// Replaces a user's id or e-mail address by the id; reports an unknown user.
    package mutating func resolveUser(_ reference: inout String, member: String, _ accounts: Accounts) {
        guard let user = accounts.user(named: reference) else {
            return report(member, "the id or the e-mail address of one of users")
        }
        reference = user.id
    }

    /// Whether the entity that is being read gives a member.
    package func has(_ member: String) -> Bool {
        entity[member] != nil
    }

    // MARK: Reporting

    /// Reports a member of the current entity, unless it has a problem already.
    package mutating func report(_ member: String, _ expectation: String) {
        guard !wrongMembers.contains(member) else { return }
        wrongMembers.append(member)
        guard problems.hasRoom else { return problems.add(nil) }
        let path = entityPath.appending(member: member)
        problems.add(SeedProblem(path: path, value: entity[member], expectation: expectation))
    }

    /// Reports a member of an object in the current entity.
    package mutating func report(_ member: String, in object: String, _ expectation: String) {
        let path = entityPath.appending(member: object).appending(member: member)
        let value = entity[object]?[member]
        problems.add(SeedProblem(path: path, value: value, expectation: expectation))
    }

    /// Reports a member of an object in a list of the current entity.
    ///
    /// - Parameters:
    ///   - member: of the object.
    ///   - index: the object's index in the list.
    ///   - list: the entity's member that is the list.
    ///   - expectation: what was expected.
    package mutating func report(_ member: String, at index: Int, of list: String, _ expectation: String) {
        let object = entity[list]?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
        let path = entityPath.appending(member: list).appending(index: index).appending(member: member)
        problems.add(SeedProblem(path: path, value: object?[member], expectation: expectation))
    }

    /// Reports a value that another entity of the list has already.
    package mutating func reportDuplicate(_ member: String) {
        report(member, "a unique value")
    }

    /// Reports a reference to an entity that does not exist.
    package mutating func reportDangling(_ member: String, list: String) {
        report(member, "the id of one of \(list)")
    }

    /// Reports a problem of a root member, unless the root is not an object.
    package mutating func report(root name: String, _ value: JSONValue?, _ expectation: String) {
        guard JSONCursor(bytes).isAtObject else { return }
        problems.add(SeedProblem(path: path(nil, name), value: value, expectation: expectation))
    }

    /// Ends the reading: members that were not read are reported as unknown.
    ///
    /// - Returns: the listed problems in the order of the text, and the number of the others.
    package mutating func finish(sections: [String]) -> (listed: [LocatedProblem], others: Int) {
        for (path, offset) in offsets.sorted(by: { $0.value < $1.value }) {
            guard case .member(let name)? = path.steps.last else { continue }
            problems.add(problems.hasRoom ? unknownMember(name, at: path, offset, sections) : nil)
        }
        return (located, problems.count - problems.listed.count)
    }

    private func unknownMember(
        _ name: String, at path: JSONPath, _ offset: Int, _ sections: [String]
    ) -> SeedProblem {
        let known = knownNames(beside: path) + (path.steps.count == 1 ? sections : [])
        var cursor = JSONCursor(bytes, at: offset)
        let expectation = ClosestMatch.unknownMember(name, known: known)
        return SeedProblem(path: path, value: try? cursor.readValue(), expectation: expectation)
    }

    /// The listed problems with their lines, in the order of the text.
    private var located: [LocatedProblem] {
        let problems = problems.listed
        let offsets = JSONOffsets.offsets(of: problems.map(\.path), in: bytes)
        var line = 1
        var position = 0
        return zip(offsets, problems).enumerated()
            .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
            .map { _, placed in
                while position < placed.0 {
                    if bytes[position] == UInt8(ascii: "\n") { line += 1 }
                    position += 1
                }
                return LocatedProblem(line: line, problem: placed.1)
            }
    }

    private func knownNames(beside path: JSONPath) -> [String] {
        let parent = path.steps.dropLast()
        return pathsRead.filter { $0.steps.dropLast() == parent }.compactMap {
            if case .member(let name)? = $0.steps.last { name } else { nil }
        }
    }
}
