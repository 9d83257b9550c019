import CapyDB
import Emulation
import JSON
import Testing
import Sandboxes
import UnderstudyTesting

/// The schema that editors use says what the reader reads.
struct SeedSchemaTests {
    private static func schema() throws -> JSONValue {
        try JSONParser.parse(Array(SourceTree.text("seed/seed.schema.json").utf8))
    }

    @Test func `the schema has every section, list and member with its rules, and no others`() throws {
        var comparison = SchemaComparison(schema: try Self.schema())
        var world = World()
        world.accounts.visitTables(&comparison)
        world.visitSections(&comparison)
        comparison.finish()
        #expect(comparison.differences == [])
    }

    @Test func `a plan's service is one of those that have plans`() throws {
        let service = try Self.schema().at("properties", "plans", "items", "properties", "service", "enum")
        #expect(service?.array?.compactMap(\.string) == AnyService.all.map(\.name))
    }

    @Test(arguments: ["api_keys", "login_sessions"])
    func `editors offer the scopes that are documented`(list: String) throws {
        let scopes = try Self.schema().at(
            "properties", "capydb", "properties", list, "items", "properties", "scopes", "items", "examples")
        #expect(scopes?.array?.compactMap(\.string) == Scope.allCases.map(\.rawValue))
    }

    @Test func `the version is the one that is read`() throws {
        #expect(try Self.schema().at("properties", "version", "const")?.int == World.seedVersion)
        #expect(try Self.schema().at("required") == ["version"])
    }

    @Test func `everything has a description`() throws {
        #expect(try undescribed(Self.schema(), "$") == [])
    }

    private func undescribed(_ schema: JSONValue, _ path: String) -> [String] {
        let own = schema["description"]?.string.map(\.isBlank) ?? true ? [path] : []
        let members = schema["properties"]?.object?.members ?? []
        let items = schema["items"]
        let forms = items?["oneOf"]?.array ?? (items?["properties"] == nil ? [] : [items ?? .null])
        return own + members.flatMap { undescribed($0.value, path + "." + $0.name) }
            + forms.flatMap { undescribed($0, path + "[]") }
    }
}

extension JSONValue {
    /// Goes down by the names of members.
    fileprivate func at(_ names: String...) -> JSONValue? {
        names.reduce(self) { $0?[$1] }
    }
}
