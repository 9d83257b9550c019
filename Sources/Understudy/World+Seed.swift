package import Emulation
internal import JSON

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
        var sequence = 0
        try self.init(snapshot: bytes, sequence: &sequence, identifiers: &identifiers, now: now)
    }

    /// Reads a snapshot, and up to which change it speaks.
    package init(snapshot bytes: [UInt8], sequence: inout Int) throws(SeedError) {
        // A snapshot leaves nothing out, so neither identifiers nor a time are asked for.
        var identifiers = IdentifierSource()
        try self.init(snapshot: bytes, sequence: &sequence, identifiers: &identifiers, now: .unset)
    }

    private init(
        snapshot bytes: [UInt8], sequence: inout Int, identifiers: inout IdentifierSource, now: Timestamp
    ) throws(SeedError) {
        let sections = MountedService.all.map(\.name)
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
        let lastChange = reader.value("sequence")
        if let lastChange, lastChange.int.map({ $0 < 0 }) ?? true {
            reader.report(root: "sequence", lastChange, MemberFormat.nonNegative.expectation)
        }
        accounts.load(from: &reader, documentedPlans: Self.documentedPlans)
        var loader = WorldLoader(reader: reader, accounts: accounts)
        visitSections(&loader)
        let problems = loader.reader.finish(sections: sections)
        guard problems.isEmpty else { throw .problems(problems) }
        finishLoading()
        sequence = lastChange?.int ?? 0
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

    mutating func options<Options: Members & Equatable>(_ options: inout Options) {}
}

/// Lets each service read its section.
private struct WorldLoader: SectionVisitor {
    var reader: SeedReader
    let accounts: Accounts

    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        state.load(from: &reader, accounts: accounts)
    }
}
