internal import Bytes
internal import Emulation
internal import HTTP
internal import JSON

/// An exchange as matchers see it: what costs time to find is found at most once.
struct MatchSubject {
    let exchange: ExchangeRecord
    /// The number in the request log; nil for a request that is not in it yet.
    let logID: Int?
    /// Whether the log has only the first bytes of the request's body.
    let isBodyCut: Bool
    private var comparedPath: ComparedPath?
    private var queryItems: QueryItems?
    private var parsedBody: JSONValue??

    init(_ exchange: ExchangeRecord, logID: Int? = nil, isBodyCut: Bool = false) {
        self.exchange = exchange
        self.logID = logID
        self.isBodyCut = isBodyCut
    }

    var path: ComparedPath {
        mutating get {
            if let comparedPath { return comparedPath }
            let path = ComparedPath(exchange.request.path)
            comparedPath = path
            return path
        }
    }

    var query: QueryItems {
        mutating get {
            if let queryItems { return queryItems }
            let items = QueryItems(exchange.request.query)
            queryItems = items
            return items
        }
    }

    /// Whether the body has the members of a pattern.
    ///
    /// False when it is not JSON, and when the log has only a part of it.
    mutating func bodyMatches(_ pattern: BodyPattern) -> Bool {
        if parsedBody == nil {
            let body = exchange.request.body
            if body.isEmpty || isBodyCut || !pattern.mayMatch(body.span) { return false }
            parsedBody = .some(try? JSONParser.parse(body))
        }
        return parsedBody.flatMap(\.self)?.contains(pattern.members) ?? false
    }

    /// Whether the body was parsed, which costs much more than all else.
    var hasParsedBody: Bool { parsedBody != nil }
}
