import Foundation
import Testing
import UnderstudyTesting

/// What the image, compose.yaml and the proxy repeat of the sources.
@Suite struct ShippingTests {
    private static func text(_ path: String) throws -> String {
        try String(contentsOf: SourceTree.root.appending(path: path), encoding: .utf8)
    }

    private static func words(_ list: Substring) -> Set<String> {
        Set(list.split(whereSeparator: { ", \"".contains($0) }).map(String.init))
    }

    /// The host names of all services, as their sources name them.
    private static var hosts: Set<String> {
        let lists = SourceFile.sources.compactMap { $0.text.firstMatch(of: /package static let hosts = \[(.*)\]/)?.1 }
        return lists.reduce(into: []) { $0.formUnion(words($1)) }
    }

    @Test func `the network's aliases are the services' hosts`() throws {
        let aliases = try #require(try Self.text("compose.yaml").firstMatch(of: /aliases: \[(.*)\]/)?.1)
        #expect(Self.hosts.count > 3)
        #expect(Self.words(aliases) == Self.hosts)
    }

    @Test func `the proxy has a site for each of the services' hosts`() throws {
        let sites = try #require(try Self.text("Examples/aliases/Caddyfile").firstMatch(of: /\n(cavos\.xyz.*) \{/)?.1)
        #expect(Self.words(sites) == Self.hosts)
    }

    @Test func `the README's Swift test is a test`() throws {
        let example = try #require(try Self.text("README.md").firstMatch(of: /```swift\n(@Test[\s\S]*?\n\}\n)```/)?.1)
        let lines = example.split(separator: "\n").map { "    " + $0 + "\n" }
        #expect(try Self.text("Tests/UnderstudyTests/ReadmeExampleTests.swift").contains(lines.joined()))
    }

    @Test func `the image's label has the program's version`() throws {
        let version = try Self.text("Sources/UnderstudyCLI/Version.swift").firstMatch(of: /number = "(.*)"/)?.1
        let label = try Self.text("Dockerfile").firstMatch(of: /image\.version="(.*)"/)?.1
        #expect(version != nil)
        #expect(label == version)
    }

    @Test func `the Dockerfile finds where to write the commit`() throws {
        #expect(try Self.text("Dockerfile").contains(#"s/static let commit = \"\"/"#))
        #expect(try Self.text("Sources/UnderstudyCLI/Version.swift").contains("static let commit = \"\"\n"))
    }
}
