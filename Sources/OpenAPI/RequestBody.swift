internal import Emulation
internal import JSON

/// The body that an operation reads.
struct RequestBody {
    private let route: RouteDescription
    private let requests: [ExampleAnswers.Performed]

    init(_ route: RouteDescription, _ requests: [ExampleAnswers.Performed]) {
        self.route = route
        self.requests = requests
    }

    /// Nil when the operation reads none.
    var json: JSONValue? {
        if route.body.isEmpty { return nil }
        let fields = route.body.map {
            FieldDescription($0.name, $0.describedType, isRequired: $0.isRequired)
        }
        var content: JSONObject = ["schema": JSONSchema.of(.object(fields))]
        if let examples { content.append("examples", .object(examples)) }
        let isRequired = route.query.isEmpty && fields.contains(where: \.isRequired)
        return [
            "required": .bool(isRequired), "content": ["application/json": .object(content)],
        ]
    }

    private var examples: JSONObject? {
        var examples = JSONObject()
        for request in requests {
            guard let body = request.example.body else { continue }
            examples.append(request.example.name, ["value": .object(body)])
        }
        return examples.members.isEmpty ? nil : examples
    }
}
