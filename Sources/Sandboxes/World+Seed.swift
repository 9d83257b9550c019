package import Emulation
internal import JSON
package import Persistence

extension World {
    /// The version of the seed's schema that is written and read.
    package static let seedVersion = 1

    /// Reads a seed, or a snapshot, which is one.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - identifiers: makes the ids and keys that the seed leaves out.
    ///   - now: stands where the seed leaves out a time.
    /// - Throws: all that is wrong with it.
    package init(seed bytes: [UInt8], identifiers: inout IdentifierSource, now: Timestamp) throws(SeedError) {
        var position: JournalPosition?
        try self.init(bytes, position: &position, identifiers: &identifiers, now: now)
    }

    /// Reads a snapshot.
    package init(snapshot bytes: [UInt8]) throws(SeedError) {
        var position: JournalPosition?
        try self.init(snapshot: bytes, position: &position)
    }

    /// Reads a snapshot, and up to which change it speaks; nil where it does not say that.
    package init(snapshot bytes: [UInt8], position: inout JournalPosition?) throws(SeedError) {
        // A snapshot leaves nothing out, so neither identifiers nor a time are asked for.
        var identifiers = IdentifierSource()
        try self.init(bytes, position: &position, identifiers: &identifiers, now: .unset)
    }

    static let sequenceMember = "sequence"
    static let lastChecksumMember = "last_checksum"
    /// Speaks for the file's bytes; whoever keeps the file sees to it.
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
        // What a later version has is unknown by nature: one sentence says more than a list of unknown members.
        if let later = version?.int, later > Self.seedVersion {
            let line = JSONLocator.line(of: JSONPath().appending(member: "version"), in: bytes)
            throw .version(later, line: line ?? 1)
        }
        if version?.int != Self.seedVersion { reader.report(root: "version", version, "\(Self.seedVersion)") }
        // A seed may have been a snapshot: what only a snapshot has to say is no problem, whatever it is.
        let sequence = reader.value(Self.sequenceMember)?.int
        let checksum = reader.value(Self.lastChecksumMember)?.string.flatMap(JournalPosition.checksum)
        _ = reader.value(Self.checksumMember)
        accounts.load(from: &reader, documentedPlans: Self.documentedPlans)
        var loader = WorldLoader(reader: reader, accounts: accounts)
        visitSections(&loader)
        let problems = loader.reader.finish(sections: sections)
        guard problems.isEmpty else { throw .problems(problems) }
        finishLoading()
        if let sequence, sequence >= 0, let checksum {
            position = JournalPosition(sequence: sequence, checksum: checksum)
        }
        identifiers = loader.reader.identifiers
    }
}

extension World {
    private mutating func finishLoading() {
        var finisher = LoadingFinisher()
        accounts.visitTables(&finisher)
        visitSections(&finisher)
    }
}

/// Tells each table that the file has been read.
private struct LoadingFinisher: TableVisitor, SectionVisitor {
    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        state.visitTables(&self)
    }

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        table.finishLoading()
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {}
}

/// Lets each service read its section.
private struct WorldLoader: SectionVisitor {
    var reader: SeedReader
    let accounts: Accounts

    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        state.load(from: &reader, accounts: accounts)
    }
}
