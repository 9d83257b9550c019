extension JSONValue {
    /// The text of a string, nil for any other kind.
    @inlinable package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The truth value of `true` and `false`, nil for any other kind.
    @inlinable package var bool: Bool? {
        if case .bool(let truth) = self { truth } else { nil }
    }

    /// The number with its exact text, nil for any other kind.
    @inlinable package var number: JSONNumber? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The number as an integer when it is one exactly (`3`, `1.0`, `1e3`), nil otherwise.
    @inlinable package var int: Int? {
        if case .number(let number) = self { number.int } else { nil }
    }

    /// The elements of an array, nil for any other kind.
    @inlinable package var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The object, nil for any other kind.
    @inlinable package var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// Whether this is `null`.
    @inlinable package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The member of that name when this is an object that has one.
    @inlinable package subscript(name: String) -> JSONValue? {
        if case .object(let object) = self { object[name] } else { nil }
    }
}
