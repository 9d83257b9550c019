/// The refusals that do not belong to one operation.
package struct CommonRefusals: Sendable {
    package let notFound: Refusal
    package let methodNotAllowed: Refusal
    package let tooManyRequests: Refusal
    package let internalError: Refusal
    /// The refusals of finding the caller.
    package let authentication: [Refusal]

    package init(
        notFound: Refusal, methodNotAllowed: Refusal, tooManyRequests: Refusal, internalError: Refusal,
        authentication: [Refusal]
    ) {
        self.notFound = notFound
        self.methodNotAllowed = methodNotAllowed
        self.tooManyRequests = tooManyRequests
        self.internalError = internalError
        self.authentication = authentication
    }

    package var all: [Refusal] { [notFound, methodNotAllowed, tooManyRequests, internalError] + authentication }
}

extension CommonRefusals {
    /// Those of all dashboards, which are served under the control plane and need no credential.
    package static let dashboard = CommonRefusals(
        notFound: Refusal("notFound", 404, "Not found", .assumed),
        methodNotAllowed: Refusal("methodNotAllowed", 405, "Method not allowed", .assumed),
        tooManyRequests: Refusal("tooManyRequests", 429, "Too many requests", .assumed),
        internalError: Refusal(
            "internalError", 500, "The change could not be written to disk and was undone; see the server log",
            .assumed),
        authentication: [])
}
