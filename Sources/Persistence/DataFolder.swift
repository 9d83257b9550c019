/// The paths of the files in the data directory.
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

    /// The journal whose first record has a sequence number; the digits are padded, so that names
    /// sort like numbers.
    func journal(startingAt sequence: Int) -> String {
        let digits = String(sequence)
        let zeros = String(repeating: "0", count: max(0, Self.digitCount - digits.count))
        return path + "/" + Self.journalPrefix + zeros + digits + Self.journalSuffix
    }

    /// The sequence number of a journal's first record; nil if the name is not a journal's.
    static func sequence(ofJournal name: String) -> Int? {
        guard name.hasPrefix(journalPrefix), name.hasSuffix(journalSuffix) else { return nil }
        let digits = name.dropFirst(journalPrefix.count).dropLast(journalSuffix.count)
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int(digits)
    }

    /// A new state's snapshot while the previous state is being moved into the folder `name`.
    func freshSnapshot(aside name: String) -> String {
        path + "/" + Self.freshPrefix + name + Self.freshSuffix
    }

    /// The folder into which the previous state is being moved; nil if the name is not a new
    /// state's snapshot.
    static func folderName(ofFresh name: String) -> String? {
        guard name.hasPrefix(freshPrefix), name.hasSuffix(freshSuffix) else { return nil }
        let folderName = String(name.dropFirst(freshPrefix.count).dropLast(freshSuffix.count))
        // A fresh start creates no other folder, and the state must not be moved there.
        return folderName.hasPrefix(asidePrefix) ? folderName : nil
    }

    /// The name, without suffix, of the file for a journal's torn end: the journal's own name with
    /// another prefix.
    static func tornStem(ofJournal name: String) -> String {
        tornPrefix + name.dropFirst(journalPrefix.count).dropLast(journalSuffix.count)
    }

    /// Prefix of folders that hold earlier state.
    package static let asidePrefix = "before-"
    static let tornPrefix = "torn-"
    static let journalSuffix = ".ndjson"
    private static let journalPrefix = "journal-"
    private static let freshPrefix = "fresh-"
    private static let freshSuffix = ".json"
    private static let digitCount = 12
}
