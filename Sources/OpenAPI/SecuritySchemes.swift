internal import HTTP
internal import JSON
internal import Sandboxes

/// The ways in which a service's clients send a key.
struct SecuritySchemes {
    private let schemes: [(name: String, json: JSONValue)]

    init(_ service: AnyService) {
        schemes = service.keyFields.map { field in
            if field.equalsIgnoringASCIICase("Authorization"), let scheme = service.keyScheme {
                return (
                    scheme.lowercased(), ["type": "http", "scheme": .string(scheme.lowercased())]
                )
            }
            return (field.lowercased(), ["type": "apiKey", "in": "header", "name": .string(field)])
        }
    }

    var json: JSONObject {
        var json = JSONObject()
        for scheme in schemes { json.append(scheme.name, scheme.json) }
        return json
    }

    /// One of them is enough.
    var requirements: [JSONValue] {
        schemes.map { scheme in
            var requirement = JSONObject()
            requirement.append(scheme.name, [])
            return .object(requirement)
        }
    }
}
