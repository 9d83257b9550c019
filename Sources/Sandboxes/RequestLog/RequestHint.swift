package import Emulation
internal import HTTP
internal import JSON

/// What a person may have overlooked when a request was refused.
///
/// Found when the request is refused, since the state may be another one later. It is only in the
/// log: no answer has anything that the real service would not say.
package enum RequestHint {
    /// The sentence for a request that was refused; nil when there is nothing to say.
    package static func sentence(for exchange: ExchangeRecord, in sandbox: Sandbox) -> String? {
        if let failure = exchange.failure { return aboutMalformed(failure) }
        guard exchange.status != 429 else { return nil }
        return sentence(for: exchange, in: sandbox.world)
    }

    private static func sentence(for exchange: ExchangeRecord, in world: World) -> String? {
        let service = AnyService.all.first { $0.name == exchange.service }
        if exchange.route == nil { return RouteHint.sentence(for: exchange) }
        guard let service else { return nil }
        if exchange.status == 401, let sentence = aboutKey(exchange, service, world) {
            return sentence
        }
        return aboutEdges(exchange) ?? service.hint(exchange, world) ?? aboutFields(exchange)
    }

    private static func aboutMalformed(_ failure: RequestFailure) -> String? {
        guard failure.isControlCharacterInField else { return nil }
        return "A header field has a control character, such as the carriage return at the end of "
            + "a key that was read from a file with CRLF."
    }

    // MARK: Keys

    /// A key as a header field has it.
    private struct SentKey {
        let field: String
        let scheme: String?
        let text: String
    }

    private static let keyFields = AnyService.all.flatMap(\.contracts)
        .flatMap(\.facts.secrets.headers)

    private static func sentKeys(_ request: Request) -> [SentKey] {
        request.headers.fields.compactMap { field in
            guard keyFields.contains(where: { $0.equalsIgnoringASCIICase(field.name) }) else {
                return nil
            }
            let scheme = "Bearer "
            let start = String(field.value.prefix(scheme.count))
            guard start.equalsIgnoringASCIICase(scheme) else {
                return SentKey(field: field.name, scheme: nil, text: field.value)
            }
            let text = String(field.value.dropFirst(scheme.count))
            return SentKey(field: field.name, scheme: "Bearer", text: text)
        }
    }

    private static func aboutKey(_ exchange: ExchangeRecord, _ service: AnyService, _ world: World)
        -> String?
    {
        for key in sentKeys(exchange.request) {
            if let facts = service.keyFacts(key.text, exchange.now, world) {
                return aboutOwn(key, facts, exchange, service)
            }
            let trimmed = key.text.withoutEdges
            for owner in AnyService.all {
                if owner.name != service.name, owner.keyFacts(trimmed, exchange.now, world) != nil {
                    return "The key is one of the \(owner.title), and this is the \(service.title)."
                }
            }
            if trimmed != key.text, service.keyFacts(trimmed, exchange.now, world) != nil {
                return "There is white space or a quotation mark around the key: without it, the "
                    + "key is known."
            }
        }
        return nil
    }

    /// A sentence about a key of the service that refused it.
    private static func aboutOwn(
        _ key: SentKey, _ facts: KeyFacts, _ exchange: ExchangeRecord, _ service: AnyService
    ) -> String? {
        switch facts.standing {
        case .expired(let moment): return "The key expired at \(moment.rfc3339)."
        case .revoked(let moment?): return "The key was revoked at \(moment.rfc3339)."
        case .revoked(nil): return "The key was revoked."
        case .active: break
        }
        let names = exchange.secrets?.headers ?? []
        guard names.contains(where: { $0.equalsIgnoringASCIICase(key.field) }) else {
            return "The \(service.title) reads no key from \(key.field), but from "
                + names.joined(separator: ", ") + "."
        }
        switch (service.keyScheme, key.scheme) {
        case (nil, let scheme?):
            return "The \(service.title) expects the key alone: remove \"\(scheme)\" before it."
        case (let scheme?, nil): return "The \(service.title) expects \"\(scheme)\" before the key."
        case (nil, nil), (_?, _?): return nil
        }
    }

    // MARK: Fields

    /// White space around a value of the path, the query or the body, such as a file's line end.
    private static func aboutEdges(_ exchange: ExchangeRecord) -> String? {
        guard let route = exchange.route, case .route(_, let parameters) = exchange.match else {
            return nil
        }
        func sentence(_ name: String, _ place: String) -> String {
            "There is white space or a quotation mark around \"\(name)\" in the \(place)."
        }
        for (name, value) in parameters.entries where value.withoutEdges != value {
            return sentence(name, "path")
        }
        let query = QueryItems(exchange.request.query)
        for name in route.query.map(\.name)
        where query.values(of: name).contains(where: { $0.withoutEdges != $0 }) {
            return sentence(name, "query")
        }
        guard let body = body(of: exchange) else { return nil }
        for name in route.body.map(\.name) where namesOfKeys.contains(where: name.hasSuffix) {
            if let text = body[name]?.string, text.withoutEdges != text {
                return sentence(name, "body")
            }
        }
        return nil
    }

    /// How the names of members end whose values are not trimmed by the services.
    private static let namesOfKeys = ["id", "key", "token"]

    private static func body(of exchange: ExchangeRecord) -> JSONObject? {
        guard exchange.request.body.count <= RequestLogEntry.bodyByteCountMax else { return nil }
        return (try? JSONParser.parse(exchange.request.body))?.object
    }

    /// A member in the query, or one whose name is nearly one that the operation reads.
    private static func aboutFields(_ exchange: ExchangeRecord) -> String? {
        guard let route = exchange.route, exchange.status == 400 else { return nil }
        let members = route.body.map(\.name)
        let query = QueryItems(exchange.request.query).items.map(\.name)
        if exchange.request.body.isEmpty, let name = query.first(where: { members.contains($0) }) {
            return "\"\(name)\" is read from the JSON body, and was sent in the query."
        }
        guard let body = body(of: exchange) else {
            return unknownName(query, route.query.map(\.name), "item of the query")
        }
        let sent = body.members.map(\.name)
        let missing = members.filter { !sent.contains($0) }
        return unknownName(sent.filter { !members.contains($0) }, missing, "member")
    }

    private static func unknownName(_ sent: [String], _ known: [String], _ kind: String)
        -> String?
    {
        for name in sent where !known.contains(name) {
            if let nearest = ClosestMatch.nearest(to: name, among: known) {
                return "The \(kind) \"\(name)\" is not read: did you mean \"\(nearest)\"?"
            }
        }
        return nil
    }
}

extension String {
    /// The text without white space, quotation marks and written escapes around it.
    fileprivate var withoutEdges: String {
        var text = trimmed
        let edges = [
            "\\r", "\\n", "\\t", "%0D", "%0A", "%09", "%20", "%0d", "%0a", "\"", "'",
        ]
        while let edge = edges.first(where: { text.hasSuffix($0) }) {
            text = String(text.dropLast(edge.count)).trimmed
        }
        while let edge = edges.first(where: { text.hasPrefix($0) }) {
            text = String(text.dropFirst(edge.count)).trimmed
        }
        return text
    }
}
