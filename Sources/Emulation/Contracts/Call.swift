package import HTTP
package import JSON

/// One call of an operation: the request and everything outside the service's state that the operation may use.
package struct Call {
    let exchange: ExchangeRecord
    /// The plan of the user whose requests are counted; nil if the call is not counted.
    private let plan: Plan?
    /// The values of the path's parameters, percent-decoded, by name.
    package let parameters: PathParameters
    /// The sandbox's time.
    package let now: Timestamp
    /// The items of the query, which is parsed once for each call.
    package let queryItems: QueryItems
    /// The source of new identifiers and keys.
    package var identifiers: IdentifierSource
    /// The users and plans that the services share.
    package var accounts: Accounts
    /// How many more rows the operation may remove or change in this turn of the loop.
    ///
    /// An operation that uses it up is not finished: what it returns is ignored, and it is called again in a later
    /// turn. Other requests are answered in between, so each turn must leave a consistent state, and the operation
    /// removes an owner last.
    package var budget = WorkBudget()

    /// Moves the accounts in until `returnAccounts`: a copy would cost every request.
    init(
        _ exchange: ExchangeRecord, _ parameters: PathParameters, _ plan: Plan?,
        _ accounts: inout Accounts,
        _ context: OperationContext
    ) {
        self.exchange = exchange
        self.plan = plan
        self.parameters = parameters
        now = context.now
        queryItems = exchange.queryItems
        identifiers = context.identifiers
        self.accounts = Accounts()
        swap(&self.accounts, &accounts)
    }

    /// Moves the accounts back; runs also when the operation throws.
    mutating func returnAccounts(_ accounts: inout Accounts, _ context: inout OperationContext) {
        swap(&self.accounts, &accounts)
        context.identifiers = identifiers
    }

    /// A user's plan on the service; the plan of the counted user is cached.
    package func plan(of user: String, on service: any Service.Type) -> Plan {
        if let plan, let account = exchange.account, account == user { return plan }
        return accounts.plan(of: user, on: service.name, default: service.defaultPlan)
    }

    /// The value of a header field.
    package func header(_ name: FieldName) -> String? { exchange.request.headers[name] }

    /// Whether the answer's body is not sent, so that the client does not see it.
    package var isHead: Bool { exchange.request.method == .head }

    package var hasBody: Bool { !exchange.request.body.isEmpty }

    /// The query's fields.
    package var query: RequestFields { RequestFields(queryItems, declaredBy: exchange.route) }

    /// The members that the route declares for the body.
    package var bodyFields: [any RequestFieldDescription] { exchange.route?.body ?? [] }

    /// The body's fields; nil when the body is not a JSON object.
    package var body: RequestFields? {
        json()?.object.map { RequestFields($0, declaredBy: exchange.route) }
    }

    /// The body as JSON; nil when it is empty or not JSON.
    package func json() -> JSONValue? {
        try? exchange.parseBody()
    }

    /// The body as JSON, read as JavaScript reads it: invalid UTF-8 becomes U+FFFD.
    package func jsonReplacingInvalidUTF8() -> JSONValue? {
        exchange.parseBodyReplacingInvalidUTF8()
    }

    /// The fields of an object that was already parsed from the body.
    package func fields(_ object: JSONObject) -> RequestFields {
        RequestFields(object, declaredBy: exchange.route)
    }
}
