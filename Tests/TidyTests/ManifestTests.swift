import Foundation
import Testing
import UnderstudyTesting

/// The modules and their permitted imports, as `Package.swift` lists them.
struct Manifest {
    /// The names of the targets, each with its dependencies.
    let dependencies: [(target: String, names: Set<String>)]

    init(_ text: String) {
        let rows = text.matches(of: #/\(\s*"(\w+)",\s*\[([^\]]*)\]\s*\)/#).map { ($0.1, $0.2) }
        let targets = text.matches(of: #/name: "(\w+)",\s*dependencies: \[([^\]]*)\]/#).map { ($0.1, $0.2) }
        dependencies = (rows + targets).map { name, list in
            (String(name), Set(list.matches(of: #/"(\w+)"/#).map { String($0.1) }))
        }
    }

    static func read() throws -> Manifest {
        Manifest(try SourceTree.text("Package.swift"))
    }

    func dependencies(of target: String) -> Set<String> {
        dependencies.first { $0.target == target }?.names ?? []
    }

    /// The modules of the emulated services: those that only the composition of the product and tests depend on, and
    /// that depend on what is common to all services.
    var services: Set<String> {
        let composition = dependencies(of: "Sandboxes")
        return composition.filter { dependencies(of: $0).contains("Emulation") }
    }
}

struct ManifestTests {
    private static func imports(of file: SourceFile) -> Set<String> {
        let importLine = #/^\s*(?:@testable )?(?:\w+ )?import (?:(?:struct|class|enum|func|var|let) )?(\w+)/#
        return Set(file.lines.compactMap { $0.firstMatch(of: importLine).map { String($0.1) } })
    }

    @Test func `each dependency in the manifest is imported by a file of its target`() throws {
        let files = SourceFile.sources + SourceFile.all(below: "Tests")
        let manifest = try Manifest.read()
        #expect(manifest.dependencies.count > 20)
        for (target, names) in manifest.dependencies {
            let imported = files.filter { $0.room == target }.reduce(into: Set<String>()) {
                $0.formUnion(Self.imports(of: $1))
            }
            #expect(names.subtracting(imported) == [], "\(target)")
        }
    }

    @Test func `the three services are found in the manifest`() throws {
        #expect(try Manifest.read().services == ["Capgo", "CapyDB", "Cavos"])
    }

    @Test func `a service imports no other service, and what is common to them imports none`() throws {
        let services = try Manifest.read().services
        let composition: Set = ["Sandboxes"]
        for file in SourceFile.sources where !composition.contains(file.room) {
            let others = services.subtracting([file.room])
            #expect(Self.imports(of: file).intersection(others) == [], "\(file.path)")
        }
    }

    @Test func `dependencies are read from rows and from targets`() {
        let manifest = Manifest(
            """
            ("Emulation", []), ("Made", ["Emulation"]), (
                "Sandboxes",
                ["Made", "JSON"]
            ), .target(name: "Program",
                dependencies: ["Made"])
            """)
        #expect(manifest.services == ["Made"])
        #expect(manifest.dependencies(of: "Program") == ["Made"])
    }
}
