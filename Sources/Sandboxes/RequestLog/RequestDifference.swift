internal import Emulation
internal import HTTP
internal import JSON

/// A member of a matcher that a request does not have.
struct RequestDifference {
    let member: String
    let expected: JSONValue
    /// The request's own value, redacted; null when it has none.
    let actual: JSONValue

    var json: JSONValue {
        ["member": .string(member), "expected": expected, "actual": actual]
    }
}

extension RequestMatcher {
    /// What differs between this matcher and a request; nothing when it matches.
    func differences(from entry: RequestLogEntry) -> [RequestDifference] {
        var subject = entry.subject
        let shown = entry.json
        return conditions.filter { !$0.isMet(by: &subject) }
            .flatMap { differences(in: $0, shown, isBodyCut: subject.isBodyCut) }
    }

    private func differences(
        in condition: Condition, _ shown: JSONValue, isBodyCut: Bool
    ) -> [RequestDifference] {
        func one(_ member: String, _ shownAs: String? = nil) -> [RequestDifference] {
            let actual = shown[shownAs ?? member] ?? .null
            return [
                RequestDifference(member: member, expected: json[member] ?? .null, actual: actual)
            ]
        }
        switch condition {
        case .service: return one("service")
        case .operation: return one("operation")
        case .method: return one("method")
        case .path: return one("path", "target")
        case .query(let items):
            let parts = shown["target"]?.string?.split(separator: "?", maxSplits: 1) ?? []
            let query = parts.dropFirst().first.map(String.init)
            return Self.differences("query", items) { QueryItems(query).values(of: $0) }
        case .headers(let fields):
            let members = shown["headers"]?.object?.members ?? []
            return Self.differences("headers", fields) { name in
                let found = members.filter { $0.name.equalsIgnoringASCIICase(name) }
                return found.compactMap(\.value.string)
            }
        case .account: return one("account")
        case .key: return one("key", "credential")
        case .status: return one("status")
        case .refusal: return one("refusal")
        case .basis: return one("basis")
        case .body:
            guard isBodyCut else { return one("body") }
            let sentence = "only the first \(RequestLogEntry.bodyByteCountMax) bytes are in the log"
            return [
                RequestDifference(
                    member: "body", expected: json["body"] ?? .null, actual: .string(sentence))
            ]
        case .since: return one("since", "time")
        case .after: return one("since", "id")
        case .anyFault, .fault: return one("fault")
        }
    }

    private static func differences(
        _ member: String, _ pairs: [(name: String, value: String)], _ values: (String) -> [String]
    ) -> [RequestDifference] {
        pairs.compactMap { name, value in
            let found = values(name)
            guard !found.contains(value) else { return nil }
            return RequestDifference(
                member: member + "." + name, expected: .string(value),
                actual: found.first.map { .string($0) } ?? .null)
        }
    }
}
