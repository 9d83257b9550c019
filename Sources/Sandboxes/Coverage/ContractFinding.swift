internal import Emulation
internal import HTTP

/// How a request that was answered leaves the contract, although the service accepts it.
struct ContractFinding: Hashable {
    enum Kind: String {
        /// A member of the body that the operation does not read.
        case unreadMember = "unread_member"
        /// An item of the query that the operation does not read.
        case unreadItem = "unread_query"
        /// An item of the query that is read in place of a body.
        case itemForBody = "query_for_body"
        /// A member or parameter of a form that only older pages print.
        case olderForm = "older_form"
        /// A JSON body that is not sent as `application/json`.
        case contentType = "content_type"
        case missingSlash = "missing_slash"
        case extraSlash = "extra_slash"
    }

    let kind: Kind
    /// The name of the member, item or parameter, the media type that was sent, or the path as the
    /// page prints it; nil for a media type that was not sent.
    let name: ByteString?

    private init(_ kind: Kind, _ name: String?) {
        self.kind = kind
        self.name = name.map { ByteString($0) }
    }

    /// All findings about a request whose whole body is known.
    static func all(in exchange: ExchangeRecord, _ printed: PrintedRequests) -> [ContractFinding] {
        guard let route = exchange.route, let names = SentNames(exchange) else { return [] }
        let isInQuery = printed.isInQuery(route)
        let itemsForBody = names.itemsForBody
        let older = printed.olderForms(in: exchange, members: names.members + itemsForBody)
        let lists: [(Kind, [String])] = [
            (.unreadMember, names.unreadMembers), (.unreadItem, names.unreadItems),
            (.itemForBody, isInQuery ? [] : itemsForBody), (.olderForm, older),
        ]
        var findings = lists.flatMap { kind, names in
            names.map { ContractFinding(kind, $0.shownInHints) }
        }
        if names.hasJSON { findings += aboutContentType(exchange.request) }
        return findings + aboutSlash(exchange.request, route, printed)
    }

    private static func aboutContentType(_ request: Request) -> [ContractFinding] {
        guard let value = request.headers[.contentType] else { return [.init(.contentType, nil)] }
        let type = String(Substring(value.utf8.prefix { $0 != UInt8(ascii: ";") })).trimmed
        let isJSON = type.equalsIgnoringASCIICase("application/json")
        return isJSON ? [] : [.init(.contentType, type.shownInHints)]
    }

    private static func aboutSlash(
        _ request: Request, _ route: RouteDescription, _ printed: PrintedRequests
    ) -> [ContractFinding] {
        let path = route.pattern.description
        switch (request.path.utf8.last == UInt8(ascii: "/"), printed.hasSlash(route)) {
        case (true, false): return [.init(.extraSlash, path)]
        case (false, true): return [.init(.missingSlash, path + "/")]
        case (true, true), (false, false): return []
        }
    }
}
