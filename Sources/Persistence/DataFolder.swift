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

    private static let journalPrefix = "journal-"
    private static let journalSuffix = ".ndjson"
    private static let digitCount = 12
}
