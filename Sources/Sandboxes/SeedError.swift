package import Emulation
package import JSON

/// Why a seed was not taken: all that is wrong with it.
package enum SeedError: Error, Equatable, Sendable {
    case notJSON(JSONSyntaxError)
    case problems([LocatedProblem])
    /// The schema is of a version that is not known; what is in it was not looked at.
    case version(Int, line: Int)

    /// A sentence for each problem, with its line in front: `14: cavos.apps[2].name is 7, expected a text`.
    package var sentences: [String] {
        switch self {
        case .notJSON(let error): ["\(error.line): not JSON at column \(error.column): \(error.message)"]
        case .version(let version, let line): ["\(line): version is \(version), expected \(World.seedVersion)"]
        case .problems(let problems): problems.map { "\($0.line): \($0.problem.message)" }
        }
    }
}
