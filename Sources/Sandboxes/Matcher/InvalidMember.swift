package import Emulation
internal import JSON

/// Why a body or a query of the control plane cannot be used: a member with path and expectation.
package struct InvalidMember: Error {
    package let problem: SeedProblem

    init(_ problem: SeedProblem) {
        self.problem = problem
    }

    init(_ path: JSONPath, _ value: JSONValue?, expected expectation: String) {
        self.init(SeedProblem(path: path, value: value, expectation: expectation))
    }

    /// Reads the members of an object.
    ///
    /// - Throws: the first problem.
    static func read<Form: Fields>(_ type: Form.Type, from object: JSONObject, at path: JSONPath)
        throws(InvalidMember) -> Form
    {
        var form = Form()
        if let problem = EntityReader.read(&form, from: .object(object), at: path).first {
            throw InvalidMember(problem)
        }
        return form
    }
}
