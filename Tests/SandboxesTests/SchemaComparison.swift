import Emulation
import JSON
import Sandboxes

/// Goes over a world's tables beside a JSON Schema and notes where the two disagree.
struct SchemaComparison: TableVisitor, SectionVisitor {
    private(set) var differences: [String] = []
    private let root: JSONValue
    /// The object whose properties are being compared: the root or a section.
    private var object: JSONValue
    private var path = ""
    private var names: [String] = []
    private var sections: [String] = []
    private var pathsCompared: Set<String> = []

    init(schema: JSONValue) {
        root = schema
        object = schema
    }

    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        if sections.isEmpty { sections = names }
        sections.append(name)
        guard let section = root["properties"]?[name] else { return note(name, "is missing") }
        (object, path, names) = (section, name + ".", [])
        state.visitTables(&self)
        compareNames(names, section, name)
        compareClosed(section, name)
    }

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        names.append(Row.listName)
        let path = path + Row.listName
        let list = object["properties"]?[Row.listName]
        if list?["type"] != "array" { note(path, "is no array") }
        let row = FieldDescriber(Row())
        guard let form = SeedForm.all[path] else { return compare(row, list?["items"] ?? .null, path) }
        pathsCompared.insert(path)
        let forms = list?["items"]?["oneOf"]?.array ?? []
        guard forms.count == 2 else { return note(path, "is not one of two forms") }
        compare(row, forms[0], path)
        compare(FieldDescriber(form), forms[1], path)
        let missing = MemberNames.of(form.entity).filter { name in
            !form.names.contains(name) && !row.members.contains { $0.name == name }
        }
        if !missing.isEmpty { note(path, "has \(missing) in neither form") }
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {
        names.append("options")
        compare(FieldDescriber(options), object["properties"]?["options"] ?? .null, path + "options")
    }

    /// Compares the members of the root, once all sections were gone over.
    mutating func finish() {
        let ends = (["$schema", "version", "format", "sequence", "last_checksum"], ["id_stream", "checksum"])
        compareNames(ends.0 + sections + ends.1, root, "the root")
        compareClosed(root, "the root")
        let known = Set(ServiceRule.keywords.keys).union(SeedForm.all.keys)
        for path in known.subtracting(pathsCompared).sorted() { note(path, "is no member of the world") }
    }

    private mutating func compare(_ describer: FieldDescriber, _ schema: JSONValue, _ path: String) {
        compareNames(describer.members.map(\.name), schema, path)
        compareClosed(schema, path)
        let required = schema["required"]?.array?.compactMap(\.string) ?? []
        if required != describer.required { note(path, "requires \(required), not \(describer.required)") }
        for member in describer.members {
            let given = schema["properties"]?[member.name] ?? .null
            guard let nested = member.elements else {
                compareForm(given, member, "\(path).\(member.name)")
                continue
            }
            if given["type"] != "array" { note("\(path).\(member.name)", "is no array") }
            compare(FieldDescriber(nested), given["items"] ?? .null, "\(path).\(member.name)")
        }
    }

    /// Compares what is not said for people alone; a pattern or an enumeration may be narrower than not blank.
    private mutating func compareForm(_ given: JSONValue, _ member: FieldDescriber.Member, _ path: String) {
        pathsCompared.insert(path)
        guard var expected = member.schema else {
            return note(path, "has a type that this comparison does not know")
        }
        if let value = given["default"], value != member.value {
            note(path, "is \(value.text) by default, not \(member.value.text)")
        }
        var form = Self.withoutNotes(given.object ?? JSONObject())
        if expected["pattern"] != nil, form["pattern"] != nil || form["enum"] != nil {
            (form["pattern"], form["enum"], expected["pattern"]) = (nil, nil, nil)
        }
        for keyword in ServiceRule.keywords[path]?.members ?? [] { expected[keyword.name] = keyword.value }
        if form != expected { note(path, "is \(JSONValue.object(form).text), not \(JSONValue.object(expected).text)") }
    }

    /// Takes out what a schema says for people and editors alone, in what it says of elements too.
    private static func withoutNotes(_ schema: JSONObject) -> JSONObject {
        var schema = schema
        for name in ["description", "default", "examples"] { schema[name] = nil }
        for name in ["items", "additionalProperties"] {
            if let elements = schema[name]?.object { schema[name] = .object(withoutNotes(elements)) }
        }
        return schema
    }

    private mutating func compareNames(_ names: [String], _ schema: JSONValue, _ path: String) {
        let given = schema["properties"]?.object?.members.map(\.name) ?? []
        if given != names { note(path, "has \(given), not \(names)") }
    }

    private mutating func compareClosed(_ schema: JSONValue, _ path: String) {
        if schema["additionalProperties"] != false { note(path, "takes unknown members") }
        if schema["type"] != "object" { note(path, "is no object") }
    }

    private mutating func note(_ path: String, _ text: String) {
        differences.append(path + " " + text)
    }
}
