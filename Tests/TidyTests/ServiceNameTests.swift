import Foundation
import Testing

/// A fourth service is added by its module and one line in the list of services; so nothing else may name one.
///
/// Texts for people name services by the title that each service declares, not by name in the text itself. Comments may
/// use a service as an example.
struct ServiceNameTests {
    /// The files that compose the services.
    static let composition: Set = [
        "Sources/Sandboxes/World.swift", "Sources/Sandboxes/Services.swift",
    ]

    /// The lines outside that name one today, by file.
    ///
    /// The numbers may only become smaller.
    static let exceptions = [
        "Sources/UnderstudyCLI/Help.swift": 1
    ]

    @Test func `only a service's own module and the composition name it`() throws {
        let services = try Manifest.read().services
        var counts: [String: Int] = [:]
        for file in SourceFile.sources where !services.contains(file.room) && !Self.composition.contains(file.path) {
            let count = Self.lines(of: file, naming: services).count
            if count > 0 { counts[file.path] = count }
        }
        for path in Set(counts.keys).union(Self.exceptions.keys) {
            let (count, allowed) = (counts[path] ?? 0, Self.exceptions[path] ?? 0)
            #expect(count <= allowed, "\(path) names a service")
            #expect(count >= allowed, "\(path): lower the number of exceptions to \(count)")
        }
    }

    @Test func `a name is found in code and in strings, whatever its case, but not in comments`() {
        let file = SourceFile(
            path: "Sources/HTTP/Made.swift",
            text: "/// Cavos\nlet a = \"the CAVOS API\" // Cavos\nlet b = world.cavos.apps\nlet c = 1 // Cavos\n")
        #expect(Self.lines(of: file, naming: ["Cavos"]) == [2, 3])
    }

    private static func lines(of file: SourceFile, naming services: Set<String>) -> [Int] {
        let names = services.map { $0.lowercased() }
        return file.code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
            index, line in
            names.contains { line.lowercased().contains($0) } ? index + 1 : nil
        }
    }
}
