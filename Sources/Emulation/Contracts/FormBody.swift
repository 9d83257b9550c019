package import JSON

/// The JSON object in the body of a request to the control plane or a dashboard.
///
/// Only tests send them, so they are read as strictly as a seed: nothing is ignored silently.
package enum FormBody {
    /// Why a body is no object that can be used.
    package struct Failure: Error {
        /// The sentence.
        package let message: String
    }

    /// Reads a body.
    ///
    /// - Throws: when it is empty, no JSON, no object, or has two members of one name.
    package static func object(in body: [UInt8]) throws(Failure) -> JSONObject {
        guard !body.isEmpty else {
            throw Failure(message: "The body is empty, expected a JSON object")
        }
        let result: JSONParser.Result
        do throws(JSONSyntaxError) {
            result = try JSONParser.parseNotingDuplicates(body)
        } catch {
            throw Failure(message: "The body is not JSON: \(error)")
        }
        if let path = result.duplicates.first {
            let problem = SeedProblem(
                path: path, given: "given twice", expectation: "one member of that name")
            throw Failure(message: problem.messageAboutBody)
        }
        guard let object = result.value.object else {
            let problem = SeedProblem(
                path: JSONPath(), value: result.value, expectation: "a JSON object")
            throw Failure(message: problem.messageAboutBody)
        }
        return object
    }
}
