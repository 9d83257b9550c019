import Capgo
import Emulation
import JSON

/// Says in JSON Schema what the members of an entity are.
struct FieldDescriber: FieldVisitor {
    /// One member.
    struct Member {
        let name: String
        /// The schema without a description; nil for a type that has none here.
        var schema: JSONObject?
        /// What stands where the member is left out, as far as the entity alone knows.
        var value = JSONValue.null
        /// What a list of objects holds.
        var elements: (any Fields)?
    }

    private(set) var members: [Member] = []
    private(set) var required: [String] = []

    /// Describes all members of an entity that holds nothing yet.
    init(_ entity: some Fields) {
        var copy = entity
        copy.visitFields(&self)
    }

    mutating func field<Value: FieldValue>(_ name: String, _ value: inout Value, _ rule: FieldRule) {
        if rule.isRequired { required.append(name) }
        var schema = Self.schema(of: Value.self)
        if let format = rule.format { schema = schema.map { Self.add(format, to: $0) } }
        members.append(Member(name: name, schema: schema, value: value.json))
    }

    mutating func list<Element: Fields>(
        _ name: String, _ elements: inout [Element], _ rule: FieldRule
    ) {
        if rule.isRequired { required.append(name) }
        members.append(Member(name: name, elements: Element()))
    }

    private static func schema<Value: FieldValue>(of type: Value.Type) -> JSONObject? {
        if let choice = type as? any StringEnum.Type {
            return add(choice.format, to: String.schema)
        }
        return (type as? any SchemaValue.Type)?.schema
    }

    private static func add(_ format: FieldFormat, to schema: JSONObject) -> JSONObject {
        var schema = schema
        switch format {
        case .email: schema["format"] = "email"
        case .uuid: schema["format"] = "uuid"
        case .nonBlank: schema["pattern"] = "\\S"
        case .nonEmpty: schema["minLength"] = 1
        case .integer(let range):
            schema["minimum"] = .number(JSONNumber(range.lowerBound))
            schema["maximum"] = .number(JSONNumber(range.upperBound))
        case .nonNegative: schema["minimum"] = 0
        case .positive: schema["minimum"] = 1
        case .slug: schema["pattern"] = "^[a-z0-9]+(-[a-z0-9]+)*$"
        case .oneOf(let texts):
            let null: [JSONValue] = schema["type"]?.array == nil ? [] : [.null]
            schema["enum"] = .array(texts.map { .string($0) } + null)
        }
        return schema
    }
}

extension FieldDescriber {
    /// Describes one of the forms in which a seed can write an entity.
    init(_ form: SeedForm) {
        let whole = FieldDescriber(form.entity)
        members = form.names.compactMap { name in
            guard var member = whole.members.first(where: { $0.name == name }) else { return nil }
            if form.required.contains(name), let type = member.schema?["type"]?.array?.first {
                member.schema?["type"] = type
            }
            return member
        }
        required = form.required
    }
}

/// A type of member that JSON Schema can describe.
protocol SchemaValue {
    static var schema: JSONObject { get }
}

extension String: SchemaValue {
    static var schema: JSONObject { ["type": "string"] }
}

extension Bool: SchemaValue {
    static var schema: JSONObject { ["type": "boolean"] }
}

extension Int: SchemaValue {
    static var schema: JSONObject { ["type": "integer"] }
}

extension Double: SchemaValue {
    static var schema: JSONObject { ["type": "number"] }
}

extension Timestamp: SchemaValue {
    static var schema: JSONObject { ["type": "string", "format": "date-time"] }
}

extension Day: SchemaValue {
    static var schema: JSONObject { ["type": "string", "format": "date"] }
}

extension Optional: SchemaValue where Wrapped: SchemaValue {
    static var schema: JSONObject {
        var schema = Wrapped.schema
        schema["type"] = schema["type"].map { [$0, "null"] }
        return schema
    }
}

extension Array: SchemaValue where Element: SchemaValue {
    static var schema: JSONObject { ["type": "array", "items": .object(Element.schema)] }
}

extension Dictionary: SchemaValue where Key == ByteString, Value: SchemaValue {
    static var schema: JSONObject {
        ["type": "object", "additionalProperties": .object(Value.schema)]
    }
}
