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

    /// The body as JSON; nil when it is not JSON, or when the log has only a part of it.
    var body: JSONValue? {
        mutating get {
            if let parsedBody { return parsedBody }
            let body = exchange.request.body
            let value = body.isEmpty || isBodyCut ? nil : try? JSONParser.parse(body)
            parsedBody = .some(value)
            return value
        }
    }
}
