internal import Emulation
internal import JSON

extension World {
    /// Discards the changes recorded since the last call.
    ///
    /// - Returns: the number of changes.
    mutating func drainChanges() -> Int {
        guard hasChanges else { return 0 }
        var drain = ChangeDrain(isWriting: false)
        if accounts.hasChanges { accounts.visitTables(&drain) }
        visitSections(&drain)
        return drain.count
    }

    /// Removes the changes recorded since the last call, and returns them as the journal has them.
    ///
    /// - Returns: objects with commas between them; nil when there were no changes.
    mutating func takeChanges() -> [UInt8]? {
        guard hasChanges else { return nil }
        var drain = ChangeDrain(isWriting: true)
        if accounts.hasChanges { accounts.visitTables(&drain) }
        visitSections(&drain)
        return drain.count > 0 ? drain.bytes : nil
    }
}

/// Removes the recorded changes from all tables.
///
/// Options never change: only a seed sets them.
private struct ChangeDrain: TableVisitor, SectionVisitor {
    let isWriting: Bool
    var count = 0
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
        count += table.changes.count
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
            ObjectWriter.append(row, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {}
}
