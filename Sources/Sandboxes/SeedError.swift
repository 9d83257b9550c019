package import Emulation
package import JSON

/// Why a seed was refused: its problems.
package enum SeedError: Error, Equatable, Sendable {
    case notJSON(JSONSyntaxError)
    /// The first problems, and the number of the others.
    case problems([LocatedProblem], others: Int)
    /// The schema's version is newer; nothing else was read.
    case version(Int, line: Int)

    /// A sentence for each of the first problems, with its line: `14: cavos.apps[2].name is 7,
    /// expected a string`.
    package var sentences: [String] {
        switch self {
        case .notJSON(let error): ["\(error.line): not JSON at column \(error.column): \(error.message)"]
        case .version(let version, let line): ["\(line): version is \(version), expected \(World.seedVersion)"]
        case .problems(let problems, _): problems.map { "\($0.line): \($0.problem.message)" }
        }
    }

    /// The number of problems without a sentence.
    package var othersCount: Int {
        if case .problems(_, let others) = self { others } else { 0 }
    }
}
