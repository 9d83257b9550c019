internal import Emulation
internal import JSON
internal import Persistence

/// Writes the parts of a world from some position on, until there are enough bytes.
///
/// The same visit leads over the world each time; what was written before is passed over.
struct WorldWriter: TableVisitor, SectionVisitor {
    /// How far the writing has come.
    struct Position {
        /// How many parts (brackets, tables, options) are done.
        fileprivate var part = 0
        /// The first row of the next part that is not written; nil before the first.
        fileprivate var row: RowID?
        fileprivate var needsComma = false
        fileprivate(set) var isAtEnd = false
    }

    private(set) var position: Position
    private(set) var bytes: [UInt8] = []
    private let byteCountMax: Int
    /// The number of the part that the visit is at.
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
            writer.startMember(World.sequenceMember)
            JSONValue.appendInteger(position.sequence, to: &writer.bytes)
            writer.startMember(World.lastChecksumMember)
            JSONValue.appendString(position.checksumText, to: &writer.bytes)
        }
    }

    /// Writes what comes after the last section.
    mutating func end() {
        write { writer in
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
        for (place, row) in table.rows(from: position.row ?? RowID(number: .min)) {
            if isFull, !isFirst {
                position.row = place
                return
            }
            append(isFirst ? "\n" : ",\n")
            isFirst = false
            EntityWriter.append(row, to: &bytes)
        }
        append(isFirst ? "]" : "\n]")
        position.row = nil
        position.part = part
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {
        let options = options
        write { writer in
            writer.startMember("options")
            EntityWriter.append(options, to: &writer.bytes)
        }
    }

    private var isFull: Bool { bytes.count >= byteCountMax }

    /// Writes a part that is not divided, unless it is written already or has to wait for the next piece.
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
