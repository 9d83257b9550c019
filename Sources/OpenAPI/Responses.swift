internal import Emulation
internal import HTTP
internal import JSON
internal import Sandboxes

/// The answers of an operation: each status once, with an example of each answer that has it.
struct Responses {
    private let contract: AnyContract
    private let route: RouteDescription
    private let refusals: [Refusal]
    private let requests: [ExampleAnswers.Performed]

    init(
        _ contract: AnyContract, _ route: RouteDescription, _ refusals: [Refusal],
        _ requests: [ExampleAnswers.Performed]
    ) {
        self.contract = contract
        self.route = route
        self.refusals = refusals + [contract.commonRefusals.internalError]
        self.requests = requests
    }

    /// One answer with a status.
    private struct Entry {
        let name: String
        let description: String
        /// Nil for an answer of success, whose basis is not declared.
        let basis: Basis?
        let schema: JSONValue
        let body: JSONValue?
        let headers: [HeaderFields.Field]
    }

    var json: JSONObject {
        var statuses: [(status: Int, entries: [Entry])] = []
        for (status, entry) in successes + failures {
            if let index = statuses.firstIndex(where: { $0.status == status }) {
                statuses[index].entries.append(entry)
            } else {
                statuses.append((status, [entry]))
            }
        }
        var json = JSONObject()
        for (status, entries) in statuses.sorted(by: { $0.status < $1.status }) {
            json.append("\(status)", Self.response(entries))
        }
        return json
    }

    private var successes: [(Int, Entry)] {
        requests.map { request in
            (
                request.response.status,
                Entry(
                    name: request.example.name, description: "Success", basis: nil,
                    schema: request.type.map { JSONSchema.of($0) } ?? .bool(true),
                    body: request.response.json, headers: [])
            )
        }
    }

    private var failures: [(Int, Entry)] {
        var seen: [Refusal] = []
        return refusals.compactMap { refusal in
            guard !seen.contains(refusal) else { return nil }
            seen.append(refusal)
            let response = contract.example(refusal)
            let body = response.json
            let own = response.headers.fields.filter { Self.shownFields.contains($0.name) }
            return (
                refusal.status,
                Entry(
                    name: refusal.name, description: refusal.message, basis: refusal.basis,
                    schema: body.map(JSONSchema.inferred) ?? .bool(true), body: body, headers: own)
            )
        }
    }

    private static let shownFields = ["Retry-After", "X-RateLimit-Reset"]

    private static func response(_ entries: [Entry]) -> JSONValue {
        var schemas: [JSONValue] = []
        var examples = JSONObject()
        var headers = JSONObject()
        for entry in entries {
            if !schemas.contains(entry.schema) { schemas.append(entry.schema) }
            guard let body = entry.body else { continue }
            var example: JSONObject = ["value": body]
            if let basis = entry.basis { example.append("x-basis", .string(basis.rawValue)) }
            examples.append(entry.name, .object(example))
            for field in entry.headers {
                headers[field.name] = [
                    "schema": ["type": "string"], "example": .string(field.value),
                ]
            }
        }
        let basis = entries.allSatisfy { $0.basis == entries[0].basis } ? entries[0].basis : nil
        var json: JSONObject = [
            "description": .string(
                entries.map(\.description).unique.joined(separator: " | "))
        ]
        if let basis { json.append("x-basis", .string(basis.rawValue)) }
        if !headers.members.isEmpty { json.append("headers", .object(headers)) }
        if !examples.members.isEmpty {
            let schema = schemas.count == 1 ? schemas[0] : ["anyOf": .array(schemas)]
            json.append(
                "content",
                ["application/json": ["schema": schema, "examples": .object(examples)]])
        }
        return .object(json)
    }
}

extension [String] {
    /// The strings without those that came before.
    fileprivate var unique: [String] {
        reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
