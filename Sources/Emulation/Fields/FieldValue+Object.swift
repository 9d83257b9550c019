package import JSON

extension JSONObject: FieldValue {
    package init?(json: JSONValue) {
        guard let object = json.object else { return nil }
        self = object
    }

    package var json: JSONValue { .object(self) }

    package static var expectation: String { "an object" }
}
