internal import HTTP
internal import JSON

/// The query and the body of a request in parsed form.
///
/// Each is parsed once, however often an operation reads it, also over several turns of the loop.
/// Both are discarded with the answer, because the request log holds records for long.
struct ParsedParts {
    fileprivate var query: QueryItems?
    fileprivate var body: Result<JSONValue, JSONSyntaxError>?
    fileprivate var form: Result<JSONObject, FormBody.Failure>?
    #if DEBUG
        fileprivate(set) var queryCount = 0
        fileprivate(set) var bodyCount = 0
    #endif

    mutating func discard() {
        if query != nil { query = nil }
        if body != nil { body = nil }
        if form != nil { form = nil }
    }
}

extension ExchangeRecord {
    /// The items of the query.
    var queryItems: QueryItems {
        guard let query = request.query else { return QueryItems(nil) }
        if let items = parsed.query { return items }
        let items = QueryItems(query)
        parsed.query = items
        #if DEBUG
            parsed.queryCount += 1
        #endif
        return items
    }

    /// The body as JSON.
    func parseBody() throws(JSONSyntaxError) -> JSONValue {
        if let body = parsed.body { return try body.get() }
        let body = Result { () throws(JSONSyntaxError) in try JSONParser.parse(request.body) }
        parsed.body = body
        #if DEBUG
            parsed.bodyCount += 1
        #endif
        return try body.get()
    }

    /// The body of an operation of a dashboard.
    func parseForm() throws(FormBody.Failure) -> JSONObject {
        if let form = parsed.form { return try form.get() }
        let form = Result { () throws(FormBody.Failure) in try FormBody.object(in: request.body) }
        parsed.form = form
        #if DEBUG
            parsed.bodyCount += 1
        #endif
        return try form.get()
    }

    /// The body as JSON, read as JavaScript reads it: invalid UTF-8 becomes U+FFFD.
    func parseBodyReplacingInvalidUTF8() -> JSONValue? {
        if let value = try? parseBody() { return value }
        let repaired = Array(String(decoding: request.body, as: UTF8.self).utf8)
        return repaired == request.body ? nil : try? JSONParser.parse(repaired)
    }

    #if DEBUG
        /// How often the query and the body were parsed for the operation.
        package var parseCounts: (query: Int, body: Int) { (parsed.queryCount, parsed.bodyCount) }
    #endif
}
