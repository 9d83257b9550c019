import JSON
import Testing
import UnderstudyTesting

/// The keys of the demo as the README lists them.
struct DemoKeyTests {
    private struct Row {
        let service: String
        let keys: [String]
        let explanation: String
    }

    /// The rows of the table, in which an empty first cell repeats the service of the row before.
    private static func rows() throws -> [Row] {
        var rows: [Row] = []
        let section = try SourceTree.text("README.md").split(separator: "\n").drop { $0 != "## The demo" }
            .dropFirst().prefix { !$0.hasPrefix("## ") }
        for line in section where line.hasPrefix("| ") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst()
                .map { $0.trimmingPrefix { $0 == " " } }
            guard cells.count == 4, !["---", "Service"].contains(where: { cells[0].hasPrefix($0) })
            else { continue }
            let name = cells[0].filter { $0 != " " }.lowercased()
            rows.append(
                Row(
                    service: name.isEmpty ? rows.last?.service ?? "" : name, keys: spans(cells[1]),
                    explanation: String(cells[2])))
        }
        return rows
    }

    /// What is between backticks.
    private static func spans(_ text: Substring) -> [String] {
        text.matches(of: /`([^`]+)`/).map { String($0.1) }
    }

    private static func demo() throws -> JSONValue {
        try JSONParser.parse(Array(SourceTree.text("seed/demo.json").utf8))
    }

    @Test(arguments: [
        ("cavos", [("api_keys", "key")]), ("capgo", [("api_keys", "key")]),
        ("capydb", [("api_keys", "key"), ("sessions", "token")]),
    ])
    func `the README lists each key of the demo, and no other`(
        service: String, lists: [(String, String)]
    ) throws {
        let section = try #require(try Self.demo()[service])
        let keys = lists.flatMap { list, member in
            section[list]?.array?.compactMap { $0[member]?.string } ?? []
        }
        let listed = try Self.rows().filter { $0.service == service }.flatMap(\.keys)
        #expect(!keys.isEmpty)
        #expect(listed.sorted() == keys.sorted())
    }

    @Test func `the README names organizations, projects and apps that the demo has`() throws {
        let text = try SourceTree.text("seed/demo.json")
        let names = try Self.rows().flatMap { Self.spans($0.explanation[...]) }
            .filter { $0.contains { "_.-".contains($0) } }
        #expect(names.count > 5)
        for name in names { #expect(text.contains("\"\(name)\""), "\(name)") }
    }
}
