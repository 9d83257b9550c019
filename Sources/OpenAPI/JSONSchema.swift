internal import Emulation
internal import JSON

/// JSON Schemas (draft 2020-12, as OpenAPI 3.1 has them) of declared types.
enum JSONSchema {
    static func of(_ type: FieldType) -> JSONValue {
        switch type {
        case .string: ["type": "string"]
        case .text(let pattern): ["type": "string", "pattern": .string(pattern)]
        case .email: ["type": "string", "format": "email"]
        case .uuid: ["type": "string", "format": "uuid"]
        case .dateTime: ["type": "string", "format": "date-time"]
        case .date: ["type": "string", "format": "date"]
        case .boolean: ["type": "boolean"]
        case .integer: ["type": "integer"]
        case .integerFrom(let least, let most): integer(from: least, to: most)
        case .number: ["type": "number"]
        case .any: [:]
        case .oneOf(let texts):
            ["type": "string", "enum": .array(texts.map { .string($0) })]
        case .list(let element): ["type": "array", "items": of(element)]
        case .nullable(let type): nullable(of(type))
        case .map(let type): ["type": "object", "additionalProperties": of(type)]
        case .object(let fields): object(fields)
        }
    }

    private static func integer(from least: Int, to most: Int?) -> JSONValue {
        var schema: JSONObject = ["type": "integer", "minimum": least.json]
        if let most { schema.append("maximum", most.json) }
        return .object(schema)
    }

    private static func object(_ fields: [FieldDescription]) -> JSONValue {
        var properties = JSONObject()
        for field in fields { properties.append(field.name, of(field.type)) }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { schema.append("required", .array(required)) }
        return .object(schema)
    }

    private static func nullable(_ schema: JSONValue) -> JSONValue {
        guard var object = schema.object, let type = object["type"] else { return schema }
        object["type"] = [type, "null"]
        if let values = object["enum"]?.array { object["enum"] = .array(values + [.null]) }
        return .object(object)
    }

    /// The schema of a query item, which is sent as text.
    static func of(queryItem type: FieldType) -> JSONValue {
        switch type {
        case .boolean: ["type": "string", "enum": ["true", "false"]]
        case .string, .text, .email, .uuid, .dateTime, .date, .integer, .integerFrom, .number,
            .oneOf:
            of(type)
        case .nullable(let type): of(queryItem: type)
        case .any, .list, .object, .map: ["type": "string"]
        }
    }

    /// The schema of an example whose type is not declared: its members are required.
    static func inferred(_ example: JSONValue) -> JSONValue {
        switch example {
        case .null: return ["type": "null"]
        case .bool: return ["type": "boolean"]
        case .number(let number): return ["type": number.int == nil ? "number" : "integer"]
        case .string: return ["type": "string"]
        case .array(let elements):
            var schema: JSONObject = ["type": "array"]
            if let first = elements.first { schema.append("items", inferred(first)) }
            return .object(schema)
        case .object(let object):
            var properties = JSONObject()
            for member in object.members { properties.append(member.name, inferred(member.value)) }
            let names = object.members.map { JSONValue.string($0.name) }
            return [
                "type": "object", "properties": .object(properties), "required": .array(names),
            ]
        }
    }
}
