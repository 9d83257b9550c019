import Foundation
import Testing
import UnderstudyTesting

/// The rules that no compiler checks.
@Suite struct HouseRuleTests {
    @Test func `the sources are found`() {
        #expect(SourceFile.sources.count > 100)
    }

    /// What must not stand in the product: a pattern, the rooms where it may, and why.
    static let bans: [(pattern: String, allowed: Set<String>, reason: String)] = [
        (#"^\s*(\w+ )?import Foundation"#, [], "Foundation makes the static program twice as large"),
        (#"\btry!"#, [], "nothing from outside may trap"),
        (#"\bas!"#, [], "nothing from outside may trap"),
        (#"\bfatalError\("#, [], "nothing from outside may trap"),
        (#"\b(TODO|FIXME|XXX)\b"#, [], "unfinished work is an issue"),
        (#"\bunsafe\b"#, ["Listener", "Persistence", "UnderstudyCLI"], "system calls stand at the edges"),
        (
            #"^\s*(\w+ )?import (Glibc|CLinux)"#, ["Listener", "Persistence", "UnderstudyCLI"],
            "system calls stand at the edges"
        ),
        (#"\bnonisolated\(unsafe\)"#, [], "the compiler checks what threads share"),
        (#"^\s*//\s*(let|var|func|return|if|guard) "#, [], "old code is in the history"),
        (#"\bprint\("#, ["Persistence", "UnderstudyCLI"], "only the program speaks to people"),
    ]

    @Test(arguments: bans.map(\.pattern))
    func `what is banned does not stand in the sources`(pattern: String) throws {
        let ban = try #require(Self.bans.first { $0.pattern == pattern })
        let expression = try NSRegularExpression(pattern: pattern, options: [.anchorsMatchLines])
        for file in SourceFile.sources where !ban.allowed.contains(file.room) {
            for (number, line) in file.lines.enumerated() where !line.drop(while: { $0 == " " }).hasPrefix("///") {
                let range = NSRange(location: 0, length: (String(line) as NSString).length)
                let found = expression.firstMatch(in: String(line), range: range) != nil
                #expect(!found, "\(file.path):\(number + 1): \(ban.reason)")
            }
        }
    }

    @Test(arguments: SourceFile.sources)
    func `a file has one job and is short enough to see it`(file: SourceFile) {
        #expect(file.lines.count <= 420, "\(file.path)")
        #expect(file.text.hasSuffix("}\n"), "\(file.path)")
    }

    @Test(arguments: SourceFile.sources)
    func `what other modules see is documented`(file: SourceFile) {
        for (index, line) in file.lines.enumerated() where Declaration(line)?.needsDocumentation == true {
            let above = file.lines[..<index].last { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("@") } ?? ""
            let isDocumented = above.trimmingCharacters(in: .whitespaces).hasPrefix("///")
            #expect(isDocumented, "\(file.path):\(index + 1): \(line)")
        }
    }

    @Test func `no file is named for a drawer`() {
        let drawers = ["Util", "Common", "Core", "Helper", "Misc", "Extensions", "Manager", "Placeholder"]
        for file in SourceFile.sources {
            let name = file.path.split(separator: "/").last ?? ""
            #expect(!drawers.contains { name.contains($0) }, "\(file.path)")
        }
    }

    @Test func `no test waits for time to pass`() {
        let expression = #/\b(sleep|usleep|nanosleep|asyncAfter|Task\.sleep)\b\s*\(/#
        for file in SourceFile.all(below: "Tests") where !file.path.hasPrefix("Tests/TidyTests") {
            #expect(file.text.firstMatch(of: expression) == nil, "\(file.path)")
        }
    }

    @Test func `a module imports no service but the ones that the manifest lets it`() {
        let services: Set = ["Cavos", "Capgo", "CapyDB"]
        for file in SourceFile.sources where services.contains(file.room) || file.room == "Emulation" {
            for service in services where service != file.room {
                #expect(!file.text.contains("import \(service)\n"), "\(file.path)")
            }
        }
    }
}

/// A declaration that other modules see.
private struct Declaration {
    let needsDocumentation: Bool

    /// Types, functions, properties and cases; what is named by a protocol of the standard library speaks for itself.
    init?(_ line: Substring) {
        let text = line.trimmingCharacters(in: .whitespaces)
        guard
            let match = text.firstMatch(
                of:
                    #/^package (?:static |private\(set\) |internal\(set\) |final |mutating |convenience |indirect |borrowing |consuming )*(struct|enum|class|protocol|func|typealias|actor)\b ?(.*)/#
            )
        else { return nil }
        let rest = match.2
        let isOperator = match.1 == "func" && (rest.hasPrefix("<") || rest.hasPrefix("=") || rest.hasPrefix("hash("))
        let isWitness = [
            "next(", "makeIterator(", "visitFields(", "visitTables(", "insert(_", "remove(_", "load(from", "owns(path",
            "authenticate(", "rateLimitedUser(", "tooManyRequests(", "preflight(", "errorText(",
            "transportErrorMessage(",
            "quotaUsage(", "appendJSON(",
            "append(_ name", "section<", "table<", "options<", "member<", "list<",
        ].contains { rest.hasPrefix($0) }
        needsDocumentation = match.1 != "typealias" && !isOperator && !isWitness
    }
}
