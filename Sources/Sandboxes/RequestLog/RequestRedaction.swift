internal import Bytes
internal import Emulation
internal import HTTP
internal import JSON

/// Cuts the credentials of an exchange to short prefixes, wherever they are.
///
/// Done when an entry of the log is read, so that a request costs nothing. It writes JSON text and
/// makes no values first, since a page has up to a thousand entries.
struct RequestRedaction {
    private let exchange: ExchangeRecord
    /// The members of bodies that are secret: those of the contract, without one those of all.
    private let memberNames: [String]

    init(_ exchange: ExchangeRecord) {
        self.exchange = exchange
        memberNames = exchange.secrets?.members ?? Self.everySecretMember
    }

    /// The secret fields of all services: a client may send a key to the wrong one.
    private static let everySecret = AnyService.all.flatMap { $0.contracts + [$0.dashboard] }
        .map(\.facts.secrets)
    private static let everySecretMember = everySecret.flatMap(\.members)
    /// The hashes of the names of header fields.
    private static let headerNames = Set(
        (everySecret.flatMap(\.headers)
            + ["Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie"])
            .map { AttributeHash.headerName($0.utf8Span.span).value })
    private static let queryNames = everySecret.flatMap(\.query)
    private static let schemes = ["Bearer", "Basic", "Token", "Digest"]
    private static let keyPrefixes = AnyService.all.compactMap(\.keyPrefix).map { Array($0.utf8) }
    /// How a value begins that is a credential in a field of any name, such as a misspelled one.
    private static let credentialStarts =
        keyPrefixes + ["Bearer ", "bearer ", "Basic ", "basic "].map { Array($0.utf8) }

    /// The path and the query.
    var target: String {
        var path = exchange.path
        if exchange.secrets == nil {
            for secrets in Self.everySecret { path = secrets.redactedPath(path, of: nil) }
        }
        guard let query = exchange.request.query else { return path }
        return path + "?" + Self.redacted(query, names: Self.queryNames)
    }

    private static func redacted(_ query: String, names: [String]) -> String {
        let items = query.utf8.split(
            separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        return items.map { bytes in
            let item = String(Substring(bytes))
            let name = String(Substring(bytes.prefix { $0 != UInt8(ascii: "=") }))
            let mayBeEscaped = name.utf8.contains(UInt8(ascii: "%"))
            let value = bytes.dropFirst(name.utf8.count + 1)
            if keyPrefixes.contains(where: { value.starts(with: $0) }) {
                return name + "=" + SecretFields.redacted(String(Substring(value)))
            }
            if !mayBeEscaped, !names.contains(name) { return item }
            let decoded = QueryItems(item).items.first
            guard let decoded, names.contains(decoded.name) else { return item }
            return name + "=" + SecretFields.redacted(decoded.value)
        }.joined(separator: "&")
    }

    // MARK: Header fields

    /// Appends header fields as an object.
    func append(_ headers: HeaderFields, to text: inout [UInt8]) {
        let start = text.count
        var names = NameFilter()
        text.append(UInt8(ascii: "{"))
        headers.forEachField { name, value in
            let hash = AttributeHash.headerName(name).value
            if names.mayHaveSeen(hash) { return }
            Self.append(name, to: &text)
            text.append(UInt8(ascii: ":"))
            if Self.headerNames.contains(hash) || Self.isCredential(value) {
                let redacted = Self.redacted(header: Self.string(value))
                JSONValue.appendString(redacted, to: &text)
            } else {
                Self.append(value, to: &text)
            }
            text.append(UInt8(ascii: ","))
        }
        if names.hasRepeated {
            text.removeSubrange(start...)
            return Self.object(headers).append(to: &text)
        }
        if text.last == UInt8(ascii: ",") { text.removeLast() }
        text.append(UInt8(ascii: "}"))
    }

    /// The header fields; the values of repeated ones are joined by commas.
    private static func object(_ headers: HeaderFields) -> JSONObject {
        var object = JSONObject()
        for field in headers.fields {
            let hash = AttributeHash.headerName(field.name.utf8Span.span).value
            let isSecret =
                headerNames.contains(hash) || isCredential(field.value.utf8Span.span)
            var value = isSecret ? redacted(header: field.value) : field.value
            if let earlier = object[field.name]?.string { value = earlier + ", " + value }
            object.append(field.name, .string(value))
        }
        return object
    }

    private static func isCredential(_ value: Span<UInt8>) -> Bool {
        credentialStarts.contains { start in
            value.count > start.count
                && value.extracting(first: start.count).hasSameBytes(as: start.span)
        }
    }

    /// A set of names that may err on one side: what it has not seen is new for certain.
    private struct NameFilter {
        private var bits: UInt64 = 0
        private(set) var hasRepeated = false

        mutating func mayHaveSeen(_ hash: UInt64) -> Bool {
            let bit: UInt64 = 1 << (hash >> 58)
            if bits & bit != 0 { hasRepeated = true }
            bits |= bit
            return hasRepeated
        }
    }

    /// A scheme such as `Bearer` stays.
    private static func redacted(header value: String) -> String {
        guard let space = value.utf8.firstIndex(of: UInt8(ascii: " ")),
            schemes.contains(where: { $0.equalsIgnoringASCIICase(String(value[..<space])) })
        else { return SecretFields.redacted(value) }
        let rest = value.utf8[space...].drop { $0 == UInt8(ascii: " ") }
        return value[...space] + SecretFields.redacted(String(Substring(rest)))
    }

    /// Appends bytes as a string; invalid UTF-8 is repaired.
    private static func append(_ bytes: Span<UInt8>, to text: inout [UInt8]) {
        guard isUTF8(bytes) else { return JSONValue.appendString(string(bytes), to: &text) }
        text.append(UInt8(ascii: "\""))
        JSONValue.appendEscaped(bytes, to: &text)
        text.append(UInt8(ascii: "\""))
    }

    private static func isUTF8(_ bytes: Span<UInt8>) -> Bool {
        (try? UTF8Span(validating: bytes)) != nil
    }

    private static func string(_ bytes: Span<UInt8>) -> String {
        String(validating: bytes) ?? String(decoding: copy(bytes), as: UTF8.self)
    }

    private static func copy(_ bytes: Span<UInt8>) -> [UInt8] {
        [UInt8](capacity: bytes.count) { output in
            for index in bytes.indices { output.append(bytes[index]) }
        }
    }

    // MARK: Bodies

    /// Appends the first bytes of a body as a string.
    func append(body: [UInt8], to text: inout [UInt8]) {
        guard Self.isUTF8(body.span) else {
            return append(body: Array(String(decoding: body, as: UTF8.self).utf8), to: &text)
        }
        text.append(UInt8(ascii: "\""))
        appendContents(of: body, to: &text)
        text.append(UInt8(ascii: "\""))
    }

    private func appendContents(of body: [UInt8], to text: inout [UInt8]) {
        guard !memberNames.isEmpty, let first = body.first(where: { $0 > UInt8(ascii: " ") }) else {
            return JSONValue.appendEscaped(body.span, to: &text)
        }
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""):
            appendContents(ofJSON: body.span, to: &text)
        case _ where body.contains(UInt8(ascii: "=")):
            // A form, which a client may send by mistake.
            let form = String(decoding: body, as: UTF8.self)
            let redacted = Self.redacted(form, names: memberNames + Self.queryNames)
            JSONValue.appendEscaped(redacted.utf8Span.span, to: &text)
        default: JSONValue.appendEscaped(body.span, to: &text)
        }
    }

    /// Appends JSON text, which may be cut anywhere, and redacts the strings of secret members.
    private func appendContents(ofJSON body: Span<UInt8>, to text: inout [UInt8]) {
        var isSecret = false
        var index = 0
        // What comes before it is appended.
        var start = 0
        while index < body.count {
            guard body[index] == UInt8(ascii: "\"") else {
                if isSecret, !Self.staysSecret(after: body[index]) { isSecret = false }
                index += 1
                continue
            }
            let end = Self.endOfString(in: body, from: index)
            if let colon = Self.colon(in: body, from: end) {
                isSecret = isSecretMember(body.extracting(index..<end))
                index = colon + 1
                continue
            }
            if isSecret {
                JSONValue.appendEscaped(body.extracting(start..<index), to: &text)
                var redacted: [UInt8] = []
                let value = Self.decoded(body.extracting(index..<end))
                JSONValue.appendString(SecretFields.redacted(value), to: &redacted)
                JSONValue.appendEscaped(redacted.span, to: &text)
                start = end
            }
            index = end
        }
        JSONValue.appendEscaped(body.extracting(start..<body.count), to: &text)
    }

    /// A list of secret strings is secret up to its end.
    private static func staysSecret(after byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"),
            UInt8(ascii: "["), UInt8(ascii: ","):
            true
        default: false
        }
    }

    /// Whether a member is secret; `token` is its name with the quotation marks.
    private func isSecretMember(_ token: Span<UInt8>) -> Bool {
        for index in token.indices where token[index] == UInt8(ascii: "\\") {
            return memberNames.contains(Self.decoded(token))
        }
        let byteCount = token.count - 2
        guard memberNames.contains(where: { $0.utf8.count == byteCount }) else { return false }
        return memberNames.contains(Self.string(token.extracting(1..<token.count - 1)))
    }

    /// The index after the closing quotation mark; the end of the text if the mark was cut off.
    private static func endOfString(in bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, bytes.count)
    }

    /// The index of the colon that makes a string the name of a member.
    private static func colon(in bytes: Span<UInt8>, from start: Int) -> Int? {
        for index in start..<bytes.count where bytes[index] > UInt8(ascii: " ") {
            return bytes[index] == UInt8(ascii: ":") ? index : nil
        }
        return nil
    }

    /// The text of a string; of one that is cut, its bytes.
    private static func decoded(_ token: Span<UInt8>) -> String {
        (try? JSONParser.parse(token))?.string
            ?? string(token.extracting(min(1, token.count)..<token.count))
    }
}
