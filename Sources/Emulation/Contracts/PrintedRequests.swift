/// What a vendor's pages print of requests besides their fields.
///
/// The service answers other forms as well, so they are no refusals: the coverage of a contract
/// reports requests that use them.
package struct PrintedRequests: Sendable {
    /// The operations whose paths are printed with a slash at the end.
    private let withSlash: [String]
    /// The operations whose fields are printed as a query, although a body is read too.
    private let inQuery: [String]
    private let olderForms: [OlderForm]

    /// A form of a request that only older pages print.
    package struct OlderForm: Sendable {
        fileprivate let operation: String
        /// The member or parameter that only this form has.
        fileprivate let name: String
        fileprivate let isUsed: @Sendable (ExchangeRecord, _ members: [String]) -> Bool

        /// A form with a member of its own.
        package static func member(_ name: String, of operation: String) -> OlderForm {
            OlderForm(operation: operation, name: name) { $1.contains(name) }
        }

        /// A form with another kind of value in the path.
        package static func parameter(
            _ name: String, of operation: String,
            where isOlder: @escaping @Sendable (String) -> Bool
        ) -> OlderForm {
            OlderForm(operation: operation, name: name) { exchange, _ in
                guard case .route(_, let parameters) = exchange.match else { return false }
                return isOlder(parameters[name])
            }
        }
    }

    package init(
        withSlash: [String] = [], inQuery: [String] = [], olderForms: [OlderForm] = []
    ) {
        self.withSlash = withSlash
        self.inQuery = inQuery
        self.olderForms = olderForms
    }

    /// The operations that the declarations name.
    package var operations: [String] { withSlash + inQuery + olderForms.map(\.operation) }

    /// Whether the path of an operation is printed with a slash at the end.
    package func hasSlash(_ route: RouteDescription) -> Bool { withSlash.contains(route.name) }

    /// Whether the fields of an operation are printed as a query.
    package func isInQuery(_ route: RouteDescription) -> Bool { inQuery.contains(route.name) }

    /// The members and parameters that only older forms have, of those that a request has.
    ///
    /// - Parameters:
    ///   - exchange: a request whose route was found.
    ///   - members: the names of the members that were sent.
    /// - Returns: the names.
    package func olderForms(in exchange: ExchangeRecord, members: [String]) -> [String] {
        guard let operation = exchange.operation else { return [] }
        let used = olderForms.filter { $0.operation == operation && $0.isUsed(exchange, members) }
        return used.map(\.name)
    }
}
