package import HTTP
package import JSON

/// One request on its way through an operation, with all that the operation may know of the world outside its state.
package struct Call: Sendable {
    package let request: Request
    /// What stands in the path's parameters, percent-decoded, by name.
    package let parameters: PathParameters
    /// The sandbox's time.
    package let now: Timestamp
    /// Where new identifiers and keys come from.
    package var identifiers: IdentifierSource
    /// The users and plans that the services share.
    package var accounts: Accounts

    package init(
        request: Request, parameters: PathParameters, now: Timestamp, identifiers: IdentifierSource, accounts: Accounts
    ) {
        self.request = request
        self.parameters = parameters
        self.now = now
        self.identifiers = identifiers
        self.accounts = accounts
    }

    /// The query's parameters.
    package var query: QueryItems { QueryItems(request.query) }

    /// Reads the body as JSON.
    ///
    /// - Returns: nil when it is none; an empty body is none.
    package func json() -> JSONValue? {
        try? JSONParser.parse(request.body)
    }
}
