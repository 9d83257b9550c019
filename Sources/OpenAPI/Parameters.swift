internal import Emulation
internal import JSON

/// The parameters of an operation in paths and queries.
struct Parameters {
    private let route: RouteDescription

    init(_ route: RouteDescription) {
        self.route = route
    }

    var json: [JSONValue] { inPath + inQuery }

    private var inPath: [JSONValue] {
        route.pattern.segments.compactMap { segment in
            guard case .parameter(let name) = segment else { return nil }
            return [
                "name": .string(name), "in": "path", "required": true,
                "schema": ["type": "string"],
            ]
        }
    }

    private var inQuery: [JSONValue] {
        route.query.map { field in
            let standsIn = route.body.contains { $0.name == field.name }
            // With a body it is not read, so any text is accepted.
            var schema: JSONValue =
                standsIn ? ["type": "string"] : JSONSchema.of(queryItem: field.type)
            if field.isRepeatable { schema = ["type": "array", "items": schema] }
            var parameter: JSONObject = [
                "name": .string(field.name), "in": "query",
                "required": .bool(field.isRequired && !standsIn), "schema": schema,
            ]
            if standsIn {
                parameter.append("description", "Read in place of a body that is not sent.")
            }
            return .object(parameter)
        }
    }
}
