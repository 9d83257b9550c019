package import JSON

/// One problem of a seed or a state file.
package struct SeedProblem: Equatable, Sendable {
    package let path: JSONPath
    /// The offending value as shortened JSON, or that it is missing.
    package let given: String
    /// The expected value and, if it is not obvious, what to do.
    package let expectation: String

    package init(path: JSONPath, given: String, expectation: String) {
        self.path = path
        self.given = given
        self.expectation = expectation
    }

    /// Makes a problem of the offending value, or of a missing one with nil.
    package init(path: JSONPath, value: JSONValue?, expectation: String) {
        let given = value.map {
            Self.shortened($0.text, to: Self.valueCharactersMax).escapingControlsOfJSON
        }
        self.init(path: path, given: given ?? "missing", expectation: expectation)
    }

    private static let valueCharactersMax = 60
    private static let pathCharactersMax = 200

    private static func shortened(_ text: String, to charactersMax: Int) -> String {
        let start = text.prefix(charactersMax)
        return start.endIndex == text.endIndex ? text : start + "…"
    }

    /// One sentence with the path, the value and what was expected.
    package var message: String {
        let place = Self.shortened(path.description, to: Self.pathCharactersMax)
        return sentence(about: place.escapingControlsOfJSON)
    }

    /// The sentence for a problem of a request's body, which is the root.
    package var messageAboutBody: String {
        path.steps.isEmpty ? sentence(about: "The body") : message
    }

    private func sentence(about place: String) -> String {
        "\(place) is \(given), expected \(expectation)"
    }
}

/// A problem with its line.
package struct LocatedProblem: Equatable, Sendable {
    /// Counted from 1.
    package let line: Int
    package let problem: SeedProblem
}
