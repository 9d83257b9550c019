internal import Emulation
internal import HTTP

/// What a person may have overlooked about the key of a request that was refused for it.
///
/// No sentence has more of a key than its scheme.
struct KeyHint {
    private let exchange: ExchangeRecord
    private let service: AnyService
    private let world: World

    init(_ exchange: ExchangeRecord, _ service: AnyService, _ world: World) {
        self.exchange = exchange
        self.service = service
        self.world = world
    }

    /// The service whose key a request has: one that exists, or one that begins like its keys.
    static func owner(of exchange: ExchangeRecord, in world: World) -> AnyService? {
        for key in SentKey.all(of: exchange.request) {
            let text = key.text.withoutEdges
            let owner =
                AnyService.all.first { $0.keyFacts(text, exchange.now, world) != nil }
                ?? AnyService.all.first { $0.hasPrefix(ofKey: text) }
            if let owner { return owner }
        }
        return nil
    }

    /// The sentence; nil when there is nothing to say.
    func sentence() -> String? {
        let keys = SentKey.all(of: exchange.request).filter { !$0.text.isEmpty }
        for key in keys {
            if let sentence = sentence(about: key) { return sentence }
        }
        if !keys.isEmpty { return nil }
        return sentenceAboutOtherField() ?? sentenceAboutQuery()
            ?? "No key was sent: the \(service.title) reads it from \(service.keyFieldNames)"
            + (service.keyScheme.map { ", with \"\($0)\" before it." } ?? ".")
    }

    // MARK: A key that was sent

    private func sentence(about key: SentKey) -> String? {
        if let facts = service.keyFacts(key.text, exchange.now, world) {
            return sentence(about: key, facts)
        }
        let trimmed = key.text.withoutEdges
        for owner in AnyService.all
        where owner.name != service.name && owner.keyFacts(trimmed, exchange.now, world) != nil {
            return "The key is one of the \(owner.title), and this is the \(service.title)."
        }
        if trimmed != key.text, service.keyFacts(trimmed, exchange.now, world) != nil {
            return "There is white space or a quotation mark around the key: without it, the "
                + "key is known."
        }
        return sentenceAboutLength(of: trimmed) ?? sentenceAboutKind(of: trimmed)
            ?? sentenceAboutScheme(of: key)
    }

    /// A sentence about a key of the service that refused it.
    private func sentence(about key: SentKey, _ facts: KeyFacts) -> String? {
        switch facts.standing {
        case .expired(let moment): return "The key expired at \(moment.rfc3339)."
        case .revoked(let moment?): return "The key was revoked at \(moment.rfc3339)."
        case .revoked(nil): return "The key was revoked."
        case .active: break
        }
        guard service.keyFields.contains(where: { $0.equalsIgnoringASCIICase(key.field) }) else {
            return "The \(service.title) reads no key from \(key.field), but from "
                + service.keyFieldNames + "."
        }
        return sentenceAboutScheme(of: key)
    }

    private func sentenceAboutScheme(of key: SentKey) -> String? {
        guard key.isInAuthorization else {
            return key.scheme.map {
                "The \(service.title) expects the key alone in \(key.field): remove \"\($0)\" before it."
            }
        }
        switch (service.keyScheme, key.scheme) {
        case (nil, let scheme?):
            return "The \(service.title) expects the key alone: remove \"\(scheme)\" before it."
        case (let scheme?, nil): return "The \(service.title) expects \"\(scheme)\" before the key."
        case (let scheme?, let sent?) where scheme != sent:
            return "The \(service.title) expects \"\(scheme)\" before the key, and \"\(sent)\" was "
                + "sent."
        case (nil, nil), (_?, _?): return nil
        }
    }

    // MARK: A part of a key

    /// A shorter text is the start of too many keys.
    private static let byteCountMin = 8
    private static let extraByteCountMax = 64

    private func sentenceAboutLength(of text: String) -> String? {
        var start = text
        while start.utf8.count > Self.byteCountMin, start.hasSuffix("…") { start.removeLast() }
        guard start.utf8.count >= Self.byteCountMin else { return nil }
        if service.hasKeyStart(start, world) {
            return "The key is cut: one that exists begins with what was sent, and is longer."
        }
        for _ in 0..<Self.extraByteCountMax where start.utf8.count > Self.byteCountMin {
            start.removeLast()
            guard service.keyFacts(start, exchange.now, world) != nil else { continue }
            let count = text.count - start.count
            return "The key is too long: without the last "
                + (count == 1 ? "character" : "\(count) characters") + ", it is known."
        }
        return nil
    }

    private func sentenceAboutKind(of text: String) -> String? {
        for owner in AnyService.all where owner.name != service.name && owner.hasPrefix(ofKey: text) {
            return "The key begins like one of the \(owner.title), and this is the "
                + "\(service.title)."
        }
        return nil
    }

    // MARK: A key that is not where it is read

    /// A field whose name is nearly one that is read, or that has a key.
    private func sentenceAboutOtherField() -> String? {
        let known = service.keyFields.map { $0.lowercased() }
        for field in exchange.request.headers.fields {
            let name = field.name.lowercased()
            if let nearest = ClosestMatch.nearest(to: name, among: known),
                let meant = service.keyFields.first(where: { $0.lowercased() == nearest })
            {
                return nearest == name
                    ? "There is no key in the header field \(meant)."
                    : "The header field \"\(field.name.shownInHints)\" is not read: did you mean "
                        + "\"\(meant)\"?"
            }
            if isKey(SentKey(field.name, field.value).text) {
                return
                    "The \(service.title) reads no key from \(field.name.shownInHints), but from "
                    + service.keyFieldNames + "."
            }
        }
        return nil
    }

    private func sentenceAboutQuery() -> String? {
        for item in QueryItems(exchange.request.query).items where isKey(item.value) {
            return "The \(service.title) reads no key from the query, but from "
                + service.keyFieldNames + "."
        }
        return nil
    }

    private func isKey(_ text: String) -> Bool {
        let text = text.withoutEdges
        return !text.isEmpty && service.keyFacts(text, exchange.now, world) != nil
    }
}

/// A key as a header field has it.
private struct SentKey {
    let field: String
    /// The word before the key, in the case in which it was sent.
    let scheme: String?
    let text: String

    private static let fields = AnyService.all.flatMap(\.keyFields)
    private static let schemes = ["Bearer", "Basic", "Token", "ApiKey", "Api-Key", "Key", "Digest"]

    init(_ field: String, _ value: String) {
        self.field = field
        let word = String(Substring(value.utf8.prefix { $0 != UInt8(ascii: " ") }))
        let isScheme = Self.schemes.contains { $0.equalsIgnoringASCIICase(word) }
        scheme = isScheme ? word : nil
        text = isScheme ? String(value.dropFirst(word.count).drop { $0 == " " }) : value
    }

    var isInAuthorization: Bool { field.equalsIgnoringASCIICase("Authorization") }

    /// The keys in the fields that any service reads.
    static func all(of request: Request) -> [SentKey] {
        request.headers.fields.compactMap { field in
            fields.contains { $0.equalsIgnoringASCIICase(field.name) }
                ? SentKey(field.name, field.value) : nil
        }
    }
}

extension AnyService {
    fileprivate func hasPrefix(ofKey text: String) -> Bool {
        keyPrefix.map { text.utf8.count > $0.utf8.count && text.startsWithBytes(of: $0) } ?? false
    }

    fileprivate var keyFieldNames: String {
        guard let last = keyFields.last, keyFields.count > 1 else { return keyFields.joined() }
        return keyFields.dropLast().joined(separator: ", ") + " or " + last
    }
}

extension String {
    /// The start of a client's text, which may be very long, or a key where a name belongs.
    var shownInHints: String {
        if AnyService.all.contains(where: { $0.hasPrefix(ofKey: self) }) {
            return SecretFields.redacted(self)
        }
        return count > 64 ? prefix(64) + "…" : self
    }
}
