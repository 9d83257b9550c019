/// A journal that gets a seal when the next one begins.
struct UnsealedJournal: Equatable {
    let path: String
    /// The size of its complete lines.
    let byteCount: Int
    /// Whether the file may have more than those, after a failure.
    var needsRepair = false
}
