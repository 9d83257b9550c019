/// A set of member names that may err on one side: what it has not seen is new for certain.
///
/// It saves most comparisons of names while an object is read, which nearly never has a duplicate.
struct JSONNameFilter {
    private var bits: UInt64 = 0

    /// Adds the name.
    ///
    /// - Returns: false when the name is new for certain, true when it has to be looked for.
    mutating func mayHaveSeen(_ name: String) -> Bool {
        let bytes = name.utf8.span
        var sum = bytes.count
        if !bytes.isEmpty {
            sum &+= Int(bytes[0]) &* 7 &+ Int(bytes[bytes.count - 1]) &* 13 &+ Int(bytes[bytes.count / 2]) &* 29
        }
        let bit: UInt64 = 1 << UInt64(sum & 63)
        defer { bits |= bit }
        return bits & bit != 0
    }
}
