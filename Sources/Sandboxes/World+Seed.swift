package import Emulation
internal import JSON
package import Persistence

extension World {
    /// The version of the seed's schema that is written and read.
    package static let seedVersion = 1

    /// Reads a seed; a snapshot is one too.
    ///
    /// - Parameters:
    ///   - bytes: the JSON text.
    ///   - identifiers: the stream of ids and keys, unless the seed has the position of its own;
    ///     becomes the world's.
    ///   - now: fills in times that the seed leaves out.
    /// - Throws: all problems of the seed.
    package init(seed bytes: [UInt8], identifiers: inout IdentifierSource, now: Timestamp) throws(SeedError) {
        var position: JournalPosition?
        try self.init(bytes, position: &position, identifiers: &identifiers, now: now)
    }

    /// Reads a snapshot.
    package init(snapshot bytes: [UInt8]) throws(SeedError) {
        var position: JournalPosition?
        try self.init(snapshot: bytes, position: &position)
    }

    /// Reads a snapshot and its journal position; the position is nil if the file has none.
    ///
    /// - Parameters:
    ///   - bytes: the JSON text.
    ///   - position: becomes the journal position.
    ///   - identifiers: the stream of a snapshot of an earlier version, which has no position of
    ///     one.
    /// - Throws: all problems of the snapshot.
    package init(
        snapshot bytes: [UInt8], position: inout JournalPosition?,
        identifiers: IdentifierSource = IdentifierSource()
    ) throws(SeedError) {
        // Else a snapshot is complete: neither identifiers nor times are filled in.
        var identifiers = identifiers
        try self.init(bytes, position: &position, identifiers: &identifiers, now: .unset)
    }

    /// The format of the data directory's files, checked by the caller.
    static let formatMember = "format"
    static let sequenceMember = "sequence"
    static let lastChecksumMember = "last_checksum"
    /// The position of the stream of identifiers, also in journal records.
    static let streamMember = "id_stream"
    /// The file's checksum, verified by the caller.
    private static let checksumMember = "checksum"

    private init(
        _ bytes: [UInt8], position: inout JournalPosition?, identifiers: inout IdentifierSource, now: Timestamp
    ) throws(SeedError) {
        let sections = AnyService.all.map(\.name)
        var reader: SeedReader
        do throws(JSONSyntaxError) {
            reader = try SeedReader(bytes, sections: sections, identifiers: identifiers, now: now)
        } catch {
            throw .notJSON(error)
        }
        self.init()
        _ = reader.value("$schema")
        let version = reader.value("version")
        // Members of a later version are unknown: one sentence helps more than a list of them.
        if let later = version?.int, later > Self.seedVersion {
            let line = JSONLocator.line(of: JSONPath().appending(member: "version"), in: bytes)
            throw .version(later, line: line ?? 1)
        }
        if version?.int != Self.seedVersion { reader.report(root: "version", version, "\(Self.seedVersion)") }
        // The file may be a snapshot that is used as a seed: members of snapshots are accepted with
        // any value.
        _ = reader.value(Self.formatMember)
        let sequence = reader.value(Self.sequenceMember)?.int
        let checksum = reader.value(Self.lastChecksumMember)?.string.flatMap(JournalPosition.checksum)
        _ = reader.value(Self.checksumMember)
        if let position = reader.value(Self.streamMember) {
            if let stream = position.string.flatMap(IdentifierSource.init(position:)) {
                reader.identifiers = stream
            } else {
                reader.report(
                    root: Self.streamMember, position, IdentifierSource.positionExpectation)
            }
        }
        accounts.load(from: &reader, documentedPlans: Self.documentedPlans)
        var loader = WorldLoader(reader: reader, accounts: accounts)
        visitSections(&loader)
        let problems = loader.reader.finish(sections: sections)
        guard problems.listed.isEmpty else {
            throw .problems(problems.listed, others: problems.others)
        }
        finishLoading()
        if let sequence, sequence >= 0, let checksum {
            position = JournalPosition(sequence: sequence, checksum: checksum)
        }
        self.identifiers = loader.reader.identifiers
        identifiers = self.identifiers
    }
}

extension World {
    /// Ends the reading of files: rows were loaded, and may be copied from now on.
    mutating func finishLoading() {
        var finisher = LoadingFinisher()
        accounts.visitTables(&finisher)
        visitSections(&finisher)
    }
}

/// Tells each table that the file has been read.
private struct LoadingFinisher: TableVisitor, SectionVisitor {
    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        state.visitTables(&self)
        state.finishLoading()
    }

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        table.finishLoading()
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {}
}

/// Calls each service to read its section.
private struct WorldLoader: SectionVisitor {
    var reader: SeedReader
    let accounts: Accounts

    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        state.load(from: &reader, accounts: accounts)
    }
}
