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

    /// A sentence for each of the first problems of a seed that is a member of a larger text, where
    /// its own lines say nothing: `seed.cavos.apps[2].name is 7, expected a string`.
    package func sentences(below member: String) -> [String] {
        switch self {
        case .notJSON, .version: sentences
        case .problems(let problems, _):
            problems.map { located in
                let problem = located.problem
                let path = JSONPath(steps: [.member(member)] + problem.path.steps)
                return SeedProblem(
                    path: path, given: problem.given, expectation: problem.expectation
                ).message
            }
        }
    }

    /// The number of problems without a sentence.
    package var othersCount: Int {
        if case .problems(_, let others) = self { others } else { 0 }
    }
}
