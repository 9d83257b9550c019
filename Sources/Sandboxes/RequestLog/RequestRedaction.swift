internal import Emulation
internal import HTTP
internal import JSON

/// Cuts the credentials of an exchange to short prefixes, wherever they are.
///
/// Done when an entry of the log is read, so that a request costs nothing.
struct RequestRedaction {
    private let exchange: ExchangeRecord

    init(_ exchange: ExchangeRecord) {
        self.exchange = exchange
    }

    /// The secret fields of all services: a client may send a key to the wrong one.
    private static let everySecret = AnyService.all.flatMap { $0.contracts + [$0.dashboard] }
        .map(\.facts.secrets)
    private static let headerNames =
        everySecret.flatMap(\.headers)
        + ["Authorization", "Proxy-Authorization", "Cookie"]
    private static let queryNames = everySecret.flatMap(\.query)
    private static let schemes = ["Bearer", "Basic", "Token", "Digest"]

    /// The members of bodies that are secret: those of the contract, without one those of all.
    private var memberNames: [String] {
        exchange.secrets?.members ?? Self.everySecret.flatMap(\.members)
    }

    /// The path and the query.
    var target: String {
        var path = exchange.path
        if exchange.secrets == nil {
            for secrets in Self.everySecret { path = secrets.redactedPath(path, of: nil) }
        }
        guard let query = exchange.request.query else { return path }
        return path + "?" + Self.redacted(query, names: Self.queryNames)
    }

    /// The header fields; the values of repeated ones are joined by commas.
    var headers: JSONObject {
        var headers = JSONObject()
        for field in exchange.request.headers.fields {
            let isSecret = Self.headerNames.contains { $0.equalsIgnoringASCIICase(field.name) }
            var value = isSecret ? Self.redacted(header: field.value) : field.value
            if let earlier = headers[field.name]?.string { value = earlier + ", " + value }
            headers.append(field.name, .string(value))
        }
        return headers
    }

    /// A scheme such as `Bearer` stays.
    private static func redacted(header value: String) -> String {
        guard let space = value.firstIndex(of: " "),
            schemes.contains(where: { $0.equalsIgnoringASCIICase(String(value[..<space])) })
        else { return SecretFields.redacted(value) }
        let rest = value[space...].drop { $0 == " " }
        return value[...space] + SecretFields.redacted(String(rest))
    }

    private static func redacted(_ query: String, names: [String]) -> String {
        query.split(separator: "&", omittingEmptySubsequences: false).map { item in
            let decoded = QueryItems(String(item)).items.first
            guard let decoded, names.contains(decoded.name) else { return String(item) }
            return item.prefix { $0 != "=" } + "=" + SecretFields.redacted(decoded.value)
        }.joined(separator: "&")
    }

    // MARK: Bodies

    /// The first bytes of a body as text.
    func text(ofBody bytes: [UInt8]) -> String {
        let names = memberNames
        guard !names.isEmpty, let first = bytes.first(where: { $0 > UInt8(ascii: " ") }) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        let isJSON = [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\"")].contains(first)
        if isJSON { return Self.redacted(json: bytes, names: names) }
        // A form, which a client may send by mistake.
        let text = String(decoding: bytes, as: UTF8.self)
        return text.utf8.contains(UInt8(ascii: "="))
            ? Self.redacted(text, names: names + Self.queryNames) : text
    }

    /// Copies JSON text, which may be cut anywhere, and redacts the strings of secret members.
    private static func redacted(json bytes: [UInt8], names: [String]) -> String {
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        var isSecret = false
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\"") else {
                // A list of secret strings is secret up to its end.
                if !" \n\r\t[,".utf8.contains(bytes[index]) { isSecret = false }
                copy.append(bytes[index])
                index += 1
                continue
            }
            let end = endOfString(in: bytes, from: index)
            let token = Array(bytes[index..<end])
            index = end
            if let colon = colon(in: bytes, from: end) {
                isSecret = names.contains(decoded(token))
                copy += token + bytes[end...colon]
                index = colon + 1
            } else if isSecret {
                JSONValue.appendString(SecretFields.redacted(decoded(token)), to: &copy)
            } else {
                copy += token
            }
        }
        return String(decoding: copy, as: UTF8.self)
    }

    /// The index after the closing quotation mark; the end of the text if the mark was cut off.
    private static func endOfString(in bytes: [UInt8], from start: Int) -> Int {
        var index = start + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, bytes.count)
    }

    /// The index of the colon that makes a string the name of a member.
    private static func colon(in bytes: [UInt8], from start: Int) -> Int? {
        let index = bytes[start...].firstIndex { $0 > UInt8(ascii: " ") }
        return index.flatMap { bytes[$0] == UInt8(ascii: ":") ? $0 : nil }
    }

    /// The text of a string; of one that is cut, its bytes.
    private static func decoded(_ token: [UInt8]) -> String {
        (try? JSONParser.parse(token))?.string
            ?? String(decoding: token.dropFirst(), as: UTF8.self)
    }
}
