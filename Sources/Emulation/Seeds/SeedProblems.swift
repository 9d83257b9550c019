/// The first problems of a seed, and how many it has in all.
///
/// A text can have millions, of which nobody reads more than a few; making the sentence of each
/// would cost more time and memory than the text itself.
struct SeedProblems: Sendable {
    /// The most problems that are listed.
    private static let listedMax = 100

    private(set) var listed: [SeedProblem] = []
    private(set) var count = 0

    /// Whether the next problem is listed; else it need not be made.
    var hasRoom: Bool { listed.count < Self.listedMax }

    /// Adds a problem; nil for one that is only counted.
    mutating func add(_ problem: SeedProblem?) {
        count += 1
        if let problem, hasRoom { listed.append(problem) }
    }
}
