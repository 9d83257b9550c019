internal import HTTP
public import JSON

/// The members of a request's body, or the items of its query.
@usableFromInline
package struct RequestFields: Sendable {
    private enum Source: Sendable {
        case object(JSONObject)
        case query(QueryItems)
    }

    private let source: Source
    /// The route that declares the fields which may be read.
    private let route: RouteDescription?

    init(_ object: JSONObject, declaredBy route: RouteDescription?) {
        source = .object(object)
        self.route = route
    }

    init(_ query: QueryItems, declaredBy route: RouteDescription?) {
        source = .query(query)
        self.route = route
    }

    /// Reads a field; nil when it is left out.
    ///
    /// Inlined into the services: unspecialized, it would cost more than the rest of the reading.
    @inlinable
    package func read<Value>(_ field: RequestField<Value>) throws(Refused) -> Value? {
        guard let json = value(field.name, field.isRepeatable, field.null == .absent) else { return nil }
        if let value = field.parse(json) { return value }
        if let wrong = field.wrong { throw wrong }
        return nil
    }

    /// Reads a field that must be given.
    @inlinable
    package func require<Value>(_ field: RequestField<Value>) throws(Refused) -> Value {
        if let value = try read(field) { return value }
        guard let refused = field.missing ?? field.wrong else {
            preconditionFailure("The field \(field.name) has no refusal, so it cannot be required.")
        }
        throw refused
    }

    /// Whether a field is given, even as null.
    @inlinable
    package func has<Value>(_ field: RequestField<Value>) -> Bool {
        value(field.name, field.isRepeatable, false) != nil
    }

    /// The value as it was sent; nil when it is left out.
    @inlinable
    package func value<Value>(of field: RequestField<Value>) -> JSONValue? {
        value(field.name, field.isRepeatable, false)
    }

    @usableFromInline
    func value(_ name: String, _ isRepeatable: Bool, _ nullIsAbsent: Bool) -> JSONValue? {
        assert(route?.declares(field: name) ?? true, "The route does not declare the field \(name).")
        switch source {
        case .object(let object):
            guard let value = object[name], !(nullIsAbsent && value.isNull) else { return nil }
            return value
        case .query(let query) where isRepeatable:
            let values = query.values(of: name)
            return values.isEmpty ? nil : .array(values.map { .string($0) })
        case .query(let query): return query[name].map { .string($0) }
        }
    }
}
