/// Finds what somebody may have meant.
package enum ClosestMatch {
    /// Returns the known word that is nearest to the given one, where one is near enough to be a slip.
    package static func nearest(to word: String, among known: [String]) -> String? {
        let distances = known.map { (word: $0, distance: distance(word, $0)) }
        guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        let byteCount = min(word.utf8.count, bytesComparedMax)
        return best.distance <= max(2, byteCount / 3) && best.distance < byteCount ? best.word : nil
    }

    /// How much of a given word is compared: no word that is known is longer.
    private static let bytesComparedMax = 64

    /// What a message says was expected in place of an unknown member.
    static func unknownMember(_ name: String, known: [String]) -> String {
        if let nearest = nearest(to: name, among: known) {
            return "no member of that name: did you mean \"\(nearest)\"?"
        }
        return "no member of that name: known are " + known.joined(separator: ", ")
    }

    /// Counts the single-byte insertions, removals and replacements that turn one word into the other (Levenshtein).
    private static func distance(_ left: String, _ right: String) -> Int {
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
