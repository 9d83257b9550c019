internal import Emulation
internal import JSON
internal import Persistence

/// Writes the next chunk of a world: from a position on, until there are enough bytes.
///
/// Each chunk visits the whole world again, and skips the parts that are written already.
struct WorldWriter: TableVisitor, SectionVisitor {
    /// Where the next chunk begins.
    struct Position {
        /// How many parts (brackets, tables, options) are written.
        fileprivate var part = 0
        /// The first row of the current table that is not written; nil at its beginning.
        fileprivate var row: RowID?
        fileprivate var needsComma = false
        fileprivate(set) var isAtEnd = false
    }

    private(set) var position: Position
    private(set) var bytes: [UInt8] = []
    private let byteCountMax: Int
    /// How many parts were visited.
    private var part = 0

    private static let byteCountReserved = 1 << 20

    init(from position: Position, byteCountMax: Int) {
        self.position = position
        self.byteCountMax = byteCountMax
        bytes.reserveCapacity(min(byteCountMax, Self.byteCountReserved))
    }

    /// Writes what comes before the first table.
    mutating func begin(version: Int, position: JournalPosition?) {
        write { writer in
            writer.open()
            writer.startMember("version")
            JSONValue.appendInteger(version, to: &writer.bytes)
            guard let position else { return }
            writer.startMember(World.formatMember)
            JSONValue.appendInteger(StateFormat.current, to: &writer.bytes)
            writer.startMember(World.sequenceMember)
            JSONValue.appendInteger(position.sequence, to: &writer.bytes)
            writer.startMember(World.lastChecksumMember)
            JSONValue.appendString(position.checksumText, to: &writer.bytes)
        }
    }

    /// Writes what comes after the last section.
    mutating func end(_ identifiers: IdentifierSource) {
        write { writer in
            writer.startMember(World.streamMember)
            JSONValue.appendString(identifiers.position, to: &writer.bytes)
            writer.close()
            writer.append("\n")
            writer.position.isAtEnd = true
        }
    }

    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        write { writer in
            writer.startMember(name)
            writer.open()
        }
        state.visitTables(&self)
        write { $0.close() }
    }

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        part += 1
        guard part == position.part + 1, !isFull else { return }
        if position.row == nil {
            startMember(Row.listName)
            append("[")
        }
        var isFirst = position.row == nil
        for (id, row) in table.rows(from: position.row ?? RowID(number: .min)) {
            if isFull, !isFirst {
                position.row = id
                return
            }
            append(isFirst ? "\n" : ",\n")
            isFirst = false
            ObjectWriter.append(row, to: &bytes)
        }
        append(isFirst ? "]" : "\n]")
        position.row = nil
        position.part = part
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {
        let options = options
        write { writer in
            writer.startMember("options")
            ObjectWriter.append(options, to: &writer.bytes)
        }
    }

    private var isFull: Bool { bytes.count >= byteCountMax }

    /// Writes an indivisible part, unless it is written already or belongs to the next chunk.
    private mutating func write(_ body: (inout WorldWriter) -> Void) {
        part += 1
        guard part == position.part + 1, !isFull else { return }
        body(&self)
        position.part = part
    }

    private mutating func open() {
        append("{")
        position.needsComma = false
    }

    private mutating func close() {
        append("\n}")
        position.needsComma = true
    }

    private mutating func startMember(_ name: String) {
        append(position.needsComma ? ",\n" : "\n")
        position.needsComma = true
        JSONValue.appendString(name, to: &bytes)
        append(": ")
    }

    private mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: text.description.utf8)
    }
}
