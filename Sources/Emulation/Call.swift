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

    /// Takes the accounts for as long as the operation runs: they are moved, because a copy would cost every request.
    package init(
        _ request: Request, _ parameters: PathParameters, _ accounts: inout Accounts, _ surroundings: Surroundings
    ) {
        self.request = request
        self.parameters = parameters
        now = surroundings.now
        identifiers = surroundings.identifiers
        self.accounts = Accounts()
        swap(&self.accounts, &accounts)
    }

    /// Gives back what was lent to the operation, also when it refused.
    mutating func giveBack(_ accounts: inout Accounts, _ surroundings: inout Surroundings) {
        swap(&self.accounts, &accounts)
        surroundings.identifiers = identifiers
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
