import Foundation
import Testing
import UnderstudyTesting

/// Rules that no compiler checks.
@Suite struct HouseRuleTests {
    @Test func `the sources are found`() {
        #expect(SourceFile.sources.count > 100)
    }

    /// What the sources must not have: a pattern, a line that it finds, the modules that may have it, and why.
    static let bans: [(pattern: String, example: String, allowed: Set<String>, reason: String)] = [
        (
            #"^\s*(\w+ )?import Foundation"#, "internal import Foundation", [],
            "it doubles the size of the program"
        ),
        (#"\btry!"#, "let a = try! b()", [], "input from outside must not trap"),
        (#"\bas!"#, "let a = b as! C", [], "input from outside must not trap"),
        (#"\bfatalError\("#, "fatalError()", [], "input from outside must not trap"),
        (#"\b(TODO|FIXME|XXX)\b"#, "// TODO: more", [], "unfinished work belongs in an issue"),
        (
            #"\bunsafe\b"#, "let a = unsafe b()", ["Listener", "Persistence", "UnderstudyCLI"],
            "only these modules make system calls"
        ),
        (
            #"^\s*(\w+ )?import (Glibc|CLinux)"#, "import Glibc",
            ["Listener", "Persistence", "UnderstudyCLI"],
            "only these modules make system calls"
        ),
        (
            #"\bnonisolated\(unsafe\)"#, "nonisolated(unsafe) var a", [],
            "the compiler checks what threads share"
        ),
        (
            #"^\s*//\s*(let|var|func|return|if|guard) "#, "    // return 1", [],
            "old code is in the history"
        ),
        (
            #"\bprint\("#, "print(1)", ["Persistence", "UnderstudyCLI"],
            "only the program writes to the terminal"
        ),
        (
            #"\bSet<String>|\[String: "#, "let ids: Set<String> = []",
            [
                "HTTP", "JSON", "Listener", "Persistence", "Sandboxes", "ControlPlane",
                "Understudy", "UnderstudyCLI",
            ],
            "identifiers are compared by bytes: ByteString"
        ),
        (
            #"\bJSONParser\.parse\(|\bQueryItems\("#, "let items = QueryItems(query)",
            [
                "HTTP", "JSON", "Emulation", "Persistence", "Sandboxes", "OpenAPI",
                "ControlPlane", "Understudy", "UnderstudyCLI",
            ],
            "a service's request is parsed once: Call has its query and its body"
        ),
    ]

    @Test(arguments: bans.map(\.pattern))
    func `what is banned does not occur in the sources`(pattern: String) throws {
        let ban = try #require(Self.bans.first { $0.pattern == pattern })
        let expression = try NSRegularExpression(pattern: pattern, options: [.anchorsMatchLines])
        func isFound(in line: String) -> Bool {
            expression.firstMatch(
                in: line, range: NSRange(location: 0, length: (line as NSString).length)) != nil
        }
        #expect(isFound(in: ban.example))
        for file in SourceFile.sources where !ban.allowed.contains(file.room) {
            for (number, line) in file.lines.enumerated()
            where !line.drop(while: { $0 == " " }).hasPrefix("///") {
                #expect(!isFound(in: String(line)), "\(file.path):\(number + 1): \(ban.reason)")
            }
        }
    }

    @Test(arguments: SourceFile.sources)
    func `a file has at most 400 lines and ends with a brace and one line feed`(file: SourceFile) {
        #expect(file.lines.count <= 400, "\(file.path)")
        #expect(file.text.hasSuffix("}\n"), "\(file.path)")
    }

    /// How many lines of the sources are over a number of columns.
    ///
    /// The counts may only become smaller: lower them with each change that shortens some. Where no line is over 120, that
    /// row stays as the limit.
    static let longLines: [(columns: Int, count: Int)] = [(100, 594), (120, 9)]

    @Test(arguments: longLines)
    func `long lines do not become more`(row: (columns: Int, count: Int)) {
        let count = SourceFile.sources.reduce(0) { $0 + $1.lines.count { $0.count > row.columns } }
        #expect(count <= row.count, "more lines than before are over \(row.columns) columns")
        #expect(count >= row.count, "lower the number to \(count)")
    }

    @Test func `each type at the top level of a file has a doc comment`() {
        #expect(
            Self.undocumentedTypes(in: ["/// Made.", "@frozen", "package struct Made {", "}"]) == []
        )
        #expect(Self.undocumentedTypes(in: ["", "private final class Made {", "}"]) == [2])
        for file in SourceFile.sources {
            #expect(Self.undocumentedTypes(in: file.lines) == [], "\(file.path)")
        }
    }

    /// The numbers of the lines that declare them.
    private static func undocumentedTypes(in lines: [Substring]) -> [Int] {
        let declaration =
            #/^(?:(?:public|package|internal|private|fileprivate|final|indirect) )*(?:struct|class|enum|protocol|actor) /#
        return lines.indices.filter { index in
            guard lines[index].firstMatch(of: declaration) != nil else { return false }
            return lines[..<index].last { !$0.hasPrefix("@") }?.hasPrefix("///") != true
        }.map { $0 + 1 }
    }

    @Test func `no file has a name that could hold anything`() {
        let name =
            #/(?:Util|Utility|Utilities|Common|Core|Helper|Misc|Extension|Manager|Placeholder)s?\.swift$/#
        #expect("Sources/HTTP/StringHelpers.swift".firstMatch(of: name) != nil)
        for file in SourceFile.sources {
            #expect(file.path.firstMatch(of: name) == nil, "\(file.path)")
        }
    }

    @Test func `no test waits for time to pass`() {
        let expression = #/\b(sleep|usleep|nanosleep|asyncAfter|Task\.sleep)\b\s*\(/#
        for file in SourceFile.all(below: "Tests") where !file.path.hasPrefix("Tests/TidyTests") {
            #expect(file.text.firstMatch(of: expression) == nil, "\(file.path)")
        }
    }

    @Test func `no test starts a program by means of Foundation`() {
        let expression = #/\bProcess\(\)/#
        #expect("let process = Process()".firstMatch(of: expression) != nil)
        for file in SourceFile.all(below: "Tests") where !file.path.hasPrefix("Tests/TidyTests") {
            #expect(file.text.firstMatch(of: expression) == nil, "\(file.path): use ChildProcess")
        }
    }
}
