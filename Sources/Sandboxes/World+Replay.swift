internal import Emulation
internal import JSON
package import Persistence

extension World {
    /// Applies a journal record.
    ///
    /// - Throws: when the record has a list or member that this version does not know.
    package mutating func apply(_ record: JournalRecord) throws(UnknownChange) {
        var problem: String?
        do throws(JSONSyntaxError) {
            problem = try replay(record)
        } catch {
            problem = error.message
        }
        if let problem { throw UnknownChange(text: problem) }
    }

    /// - Returns: a description of an unknown part; nil if everything was applied.
    private mutating func replay(_ record: JournalRecord) throws(JSONSyntaxError) -> String? {
        var cursor = record.cursor
        var isApplied = false
        try cursor.enterObject()
        while let name = try cursor.nextMember() {
            switch name {
            case "changes":
                if let problem = try apply(changes: &cursor) { return problem }
                isApplied = true
            case "world":
                let start = cursor.offset
                try cursor.skipValue()
                if let problem = replace(by: record.text(from: start, to: cursor.offset)) { return problem }
                isApplied = true
            case "sequence", "previous", "checksum": continue
            default: return "the member \(name)"
            }
        }
        return isApplied ? nil : "neither changes nor a world"
    }

    /// - Returns: a description of an unknown part; nil if everything was applied.
    private mutating func apply(changes cursor: inout JSONCursor) throws(JSONSyntaxError) -> String? {
        try cursor.enterArray()
        while try cursor.nextElement() {
            let change = try cursor.readValue()
            if let position = change[Self.streamMember] {
                guard let stream = position.string.flatMap(IdentifierSource.init(position:)) else {
                    return "the position \(position.text)"
                }
                identifiers = stream
                continue
            }
            guard let list = change["list"]?.string else { return "a change without a list" }
            let isDelete = change["delete"] != nil
            guard let entity = change["put"] ?? change["delete"] else { return "neither put nor delete" }
            guard change.object?.members.count == 2 else { return "a change with unknown members" }
            var applier = ChangeApplier(list: list, entity: entity, isDelete: isDelete)
            accounts.visitTables(&applier)
            visitSections(&applier)
            if !applier.isApplied { return applier.problem ?? "the list \(list)" }
        }
        return nil
    }

    private mutating func replace(by text: [UInt8]) -> String? {
        do throws(SeedError) {
            var position: JournalPosition?
            self = try World(snapshot: text, position: &position, identifiers: identifiers)
            return nil
        } catch {
            return error.sentences.first ?? "a world"
        }
    }
}

/// A part of a journal record that this version does not know.
package struct UnknownChange: Error, Equatable, Sendable {
    package let text: String
}

/// Applies a change to the table of its list.
private struct ChangeApplier: TableVisitor, SectionVisitor {
    let list: String
    let entity: JSONValue
    let isDelete: Bool
    private(set) var isApplied = false
    private(set) var problem: String?
    private var section = ""

    init(list: String, entity: JSONValue, isDelete: Bool) {
        self.list = list
        self.entity = entity
        self.isDelete = isDelete
    }

    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        section = name + "."
        guard list.utf8.starts(with: section.utf8) else { return }
        state.visitTables(&self)
    }

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        guard list.utf8.count == section.utf8.count + Row.listName.utf8.count, list.hasSuffix(Row.listName) else {
            return
        }
        var row = Row()
        problem = EntityReader.read(&row, from: entity, at: JSONPath().appending(member: list)).first?.message
        guard problem == nil else { return }
        if isDelete { table.unload(row.id) } else { table.load(row) }
        isApplied = true
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {}
}
