internal import HTTP

/// Finds the known word that a misspelled one probably means.
package enum ClosestMatch {
    /// Returns the nearest known word; nil if none is near enough to be a misspelling, and none is
    /// the only one that continues the word or has the same first part before an underscore.
    package static func nearest(to word: String, among known: [String]) -> String? {
        misspelled(word, among: known)
            ?? only(known) { $0.startsWithBytes(of: word) && word.utf8.count >= bytesOfStartMin }
            ?? only(known) { firstPart(of: $0) == firstPart(of: word) }
    }

    /// A shorter start of a word says too little.
    private static let bytesOfStartMin = 3

    private static func only(_ known: [String], _ isNear: (String) -> Bool) -> String? {
        let near = known.filter(isNear)
        return near.count == 1 ? near.first : nil
    }

    private static func firstPart(of word: String) -> [UInt8] {
        Array(word.utf8.prefix { $0 != UInt8(ascii: "_") })
    }

    private static func misspelled(_ word: String, among known: [String]) -> String? {
        let distances = known.map { (word: $0, distance: distance(word, $0)) }
        guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        let byteCount = min(word.utf8.count, bytesComparedMax)
        return best.distance <= max(2, byteCount / 3) && best.distance < byteCount ? best.word : nil
    }

    /// The known words, nearest first; of two as near, the one that comes first.
    package static func ranked(_ word: String, among known: [String]) -> [String] {
        let distances = known.enumerated().map {
            (index: $0, word: $1, distance: distance(word, $1))
        }
        return distances.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }.map(\.word)
    }

    /// The maximum of compared bytes: no known word is longer.
    private static let bytesComparedMax = 64

    /// The expectation for the message about an unknown member.
    package static func unknownMember(_ name: String, known: [String]) -> String {
        if known.isEmpty { return "no members" }
        if let nearest = nearest(to: name, among: known) {
            return "no member of that name: did you mean \"\(nearest)\"?"
        }
        return "no member of that name: known are " + known.joined(separator: ", ")
    }

    /// The Levenshtein distance in bytes.
    package static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8)
        var row = Array(0...right.count)
        for (leftIndex, leftByte) in left.utf8.prefix(bytesComparedMax).enumerated() {
            var diagonal = leftIndex
            row[0] = leftIndex + 1
            for (rightIndex, rightByte) in right.enumerated() {
                let replaced = diagonal + (leftByte == rightByte ? 0 : 1)
                diagonal = row[rightIndex + 1]
                row[rightIndex + 1] = min(replaced, diagonal + 1, row[rightIndex] + 1)
            }
        }
        return row[right.count]
    }
}
