internal import Emulation
internal import HTTP
internal import JSON

/// The query in place of a body that was not sent (contract: "Body").
enum QueryBody {
    /// Makes an object of the query items that are declared as members of the body.
    ///
    /// Query items are text: `true`, `false` and digits are read as Booleans and numbers where the
    /// member is one.
    static func object(_ items: QueryItems, _ fields: [any RequestFieldDescription]) -> JSONObject {
        var object = JSONObject()
        for field in fields {
            if field.isRepeatable {
                let values = items.values(of: field.name)
                if !values.isEmpty { object.append(field.name, .array(values.map { .string($0) })) }
            } else if let text = items[field.name] {
                object.append(field.name, value(text, field.type))
            }
        }
        return object
    }

    private static func value(_ text: String, _ type: FieldType) -> JSONValue {
        switch type {
        case .nullable(let type): value(text, type)
        case .boolean: text == "true" ? true : text == "false" ? false : .string(text)
        // A time can be given in milliseconds; no time in words consists of digits alone.
        case .integer, .integerFrom, .number, .dateTime:
            Int(digits: text).map { .number(JSONNumber($0)) } ?? .string(text)
        case .string, .text, .email, .uuid, .date, .any, .oneOf, .list, .object, .map:
            .string(text)
        }
    }
}
