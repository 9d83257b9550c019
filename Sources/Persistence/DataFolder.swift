/// Where things lie in the data directory.
package struct DataFolder: Sendable, Equatable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    var lock: String { path + "/lock" }
    package var snapshot: String { path + "/snapshot.json" }
    package var namedSnapshots: String { path + "/snapshots" }

    func namedSnapshot(_ name: String) -> String {
        namedSnapshots + "/" + name + ".json"
    }

    /// The journal whose first record has that number; the digits are padded, so that names sort like numbers.
    func journal(startingAt sequence: Int) -> String {
        let digits = String(sequence)
        let zeros = String(repeating: "0", count: max(0, Self.digitCount - digits.count))
        return path + "/" + Self.journalPrefix + zeros + digits + Self.journalSuffix
    }

    /// The number of the first record of a journal; nil for a file that is none.
    static func sequence(ofJournal name: String) -> Int? {
        guard name.hasPrefix(journalPrefix), name.hasSuffix(journalSuffix) else { return nil }
        let digits = name.dropFirst(journalPrefix.count).dropLast(journalSuffix.count)
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int(digits)
    }

    /// The snapshot of a fresh state until all that was kept before is in a folder of that name.
    func freshSnapshot(aside name: String) -> String {
        path + "/" + Self.freshPrefix + name + Self.freshSuffix
    }

    /// The name of the folder for which a fresh state waits; nil for a file that is no fresh state's.
    static func folderName(ofFresh name: String) -> String? {
        guard name.hasPrefix(freshPrefix), name.hasSuffix(freshSuffix) else { return nil }
        let folderName = String(name.dropFirst(freshPrefix.count).dropLast(freshSuffix.count))
        // Anything else is no folder that a fresh start has made, and what is kept must not be moved there.
        return folderName.hasPrefix(asidePrefix) ? folderName : nil
    }

    /// The start of the name of a file that keeps the torn end of a journal: the journal's own, with another prefix.
    static func tornStem(ofJournal name: String) -> String {
        tornPrefix + name.dropFirst(journalPrefix.count).dropLast(journalSuffix.count)
    }

    /// What the names of folders begin with in which earlier state lies.
    package static let asidePrefix = "before-"
    static let tornPrefix = "torn-"
    static let journalSuffix = ".ndjson"
    private static let journalPrefix = "journal-"
    private static let freshPrefix = "fresh-"
    private static let freshSuffix = ".json"
    private static let digitCount = 12
}
