internal import Emulation
internal import JSON

extension World {
    /// Discards the changes recorded since the last call.
    mutating func drainChanges() {
        var drain = ChangeDrain(isWriting: false)
        if accounts.hasChanges { accounts.visitTables(&drain) }
        visitSections(&drain)
    }

    /// Removes the changes recorded since the last call, and returns them as the journal has them.
    ///
    /// - Parameter includesStream: whether the position of the identifiers has changed too.
    /// - Returns: objects with commas between them.
    mutating func takeChanges(includesStream: Bool) -> [UInt8] {
        var drain = ChangeDrain(isWriting: true)
        if accounts.hasChanges { accounts.visitTables(&drain) }
        visitSections(&drain)
        if includesStream { drain.write(identifiers) }
        return drain.bytes
    }
}

/// Removes the recorded changes from all tables.
///
/// Options never change: only a seed sets them.
private struct ChangeDrain: TableVisitor, SectionVisitor {
    let isWriting: Bool
    var bytes: [UInt8] = []
    private var section = ""

    init(isWriting: Bool) {
        self.isWriting = isWriting
    }

    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        guard state.hasChanges else { return }
        section = name + "."
        state.visitTables(&self)
    }

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        guard !table.changes.isEmpty else { return }
        if isWriting {
            for change in table.changes { write(change, list: section + Row.listName) }
        }
        table.drainChanges()
    }

    private mutating func write<Row: Entity>(_ change: Table<Row>.Change, list: String) {
        bytes.append(contentsOf: (bytes.isEmpty ? "{\"list\":" : ",{\"list\":").utf8)
        JSONValue.appendString(list, to: &bytes)
        switch change {
        case .put(let row):
            bytes.append(contentsOf: ",\"put\":".utf8)
            ObjectWriter.append(row, to: &bytes)
        case .delete(let row):
            bytes.append(contentsOf: ",\"delete\":".utf8)
            ObjectWriter.append(row.deleted, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    mutating func write(_ identifiers: IdentifierSource) {
        bytes.append(contentsOf: (bytes.isEmpty ? "{" : ",{").utf8)
        JSONValue.appendString(World.streamMember, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        JSONValue.appendString(identifiers.position, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {}
}
