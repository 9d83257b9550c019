import Foundation
import Testing

/// Declarations that the product does not use.
///
/// A name that occurs once in all sources is declared there and used nowhere. This finds no name that occurs twice, such
/// as one that two types declare; in return it needs no knowledge of the language.
struct DeclarationTests {
    /// Names that are not used and may stay, each with its reason.
    ///
    /// Names that need no exception any more fail the test.
    static let unused: [String: String] = [
        "Program": "the entry point, by its attribute",
        "february2025": "decoded by its raw value",
        "versionNumber": "decoded by its raw value",
        "nonProduction": "decoded by its raw value",
    ]

    /// Names that only tests use and may stay, each with its reason.
    static let testOnly: [String: String] = [
        "openWindows": "shows that memory is bounded",
        "connectionCount": "shows that connections are released",
        "entryCount": "shows that cancelled timers are released",
        "isBusy": "shows that work is on its way",
        "checkIndexes": "compares the indexes of a table with its rows",
        "parseCounts": "shows that a request is parsed once",
        "stopNow": "ends a loop without waiting for clients",
    ]

    @Test func `every declaration is used by the product`() {
        let finder = UnusedNames(sources: SourceFile.sources, tests: SourceFile.all(below: "Tests"))
        for found in finder.unused where Self.unused[found.name] == nil {
            Issue.record("\(found.place): \(found.name) is used nowhere")
        }
        for found in finder.testOnly where Self.testOnly[found.name] == nil {
            Issue.record("\(found.place): \(found.name) is used by tests only")
        }
        let unused = Set(finder.unused.map(\.name))
        for name in Self.unused.keys where !unused.contains(name) {
            Issue.record("\(name) needs no exception")
        }
        let testOnly = Set(finder.testOnly.map(\.name))
        for name in Self.testOnly.keys where !testOnly.contains(name) {
            Issue.record("\(name) needs no exception")
        }
    }

    @Test func `a name that occurs once is found, and public API and private names are exempt`() {
        let source = SourceFile(
            path: "Sources/HTTP/Made.swift",
            text: """
                /// Mentions dead in a comment.
                package struct Used { // dead
                    package static let dead = 1
                    @discardableResult package mutating func probed() -> Used { self }
                    private var hidden = 0
                    case first, second(Int)
                }
                """)
        let test = SourceFile(path: "Tests/HTTPTests/MadeTests.swift", text: "Used().probed()")
        let found = UnusedNames(sources: [source], tests: [test])
        #expect(found.unused.map(\.name) == ["dead", "first"])
        #expect(found.unused.first?.place == "Sources/HTTP/Made.swift:3")
        #expect(found.testOnly.map(\.name) == ["probed"])
        let library = SourceFile(
            path: "Sources/Understudy/Made.swift", text: "public func offered() {}")
        #expect(UnusedNames(sources: [library], tests: []).unused.isEmpty)
    }
}

/// Finds the names that occur once in the sources, where they are declared.
private struct UnusedNames {
    struct Found {
        let place: String
        let name: String
    }

    private(set) var unused: [Found] = []
    private(set) var testOnly: [Found] = []
    /// The modules of the library product: their public declarations are for others.
    private static let libraryModules: Set = ["Understudy"]

    init(sources: [SourceFile], tests: [SourceFile]) {
        var counts: [Substring: Int] = [:]
        for file in sources {
            for name in Self.names(in: file.code) { counts[name, default: 0] += 1 }
        }
        let tested = Set(
            tests.filter { !$0.path.hasPrefix("Tests/TidyTests") }.flatMap {
                Self.names(in: $0.code)
            })
        for file in sources {
            for (index, line) in file.code.split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            {
                guard let name = Self.declaredName(in: line, of: file), counts[name] == 1 else {
                    continue
                }
                let found = Found(place: "\(file.path):\(index + 1)", name: String(name))
                if tested.contains(name) { testOnly.append(found) } else { unused.append(found) }
            }
        }
    }

    private static func names(in code: String) -> [Substring] {
        code.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    }

    private static func declaredName(in line: Substring, of file: SourceFile) -> Substring? {
        let kinds: Set<Substring> = [
            "func", "var", "let", "case", "struct", "class", "enum", "protocol", "typealias",
            "actor",
        ]
        let modifiers: Set<Substring> = [
            "public", "package", "internal", "static", "final", "mutating", "borrowing",
            "consuming", "indirect",
            "lazy",
            "convenience", "override", "unowned", "weak", "nonisolated", "isolated", "set",
            "unsafe",
        ]
        var isPublic = false
        var words = line.split { " ()".contains($0) }[...]
        while let word = words.first,
            word.hasPrefix("@") || modifiers.contains(word) || isAccessOfSetter(words)
        {
            isPublic = isPublic || word == "public"
            words = words.dropFirst()
        }
        // What follows `case` in a switch is mostly no name: `.found`, `"text"`, `0`.
        guard let kind = words.first, kinds.contains(kind), let word = words.dropFirst().first,
            let start = word.first, start.isLetter || "_`".contains(start),
            let name = names(in: String(word)).first
        else { return nil }
        return isPublic && libraryModules.contains(file.room) ? nil : name
    }

    /// Whether the words begin with `private(set)`.
    private static func isAccessOfSetter(_ words: ArraySlice<Substring>) -> Bool {
        words.first == "private" && words.dropFirst().first == "set"
    }
}
