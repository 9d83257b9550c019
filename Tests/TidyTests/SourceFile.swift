import Foundation
import Testing
import UnderstudyTesting

/// A Swift file of the product, as the house rules look at it.
struct SourceFile: Sendable, CustomTestStringConvertible {
    /// From the root of the checkout, such as `Sources/HTTP/Method.swift`.
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    /// The folder below `Sources` that the file is in.
    var room: String { String(path.split(separator: "/")[1]) }
    var testDescription: String { path }

    /// All files below a folder, sorted by path.
    static func all(below folder: String) -> [SourceFile] {
        let root = SourceTree.root.appending(path: folder)
        let walker = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        let urls = (walker?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
        return urls.compactMap { url in
            guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
            let start = url.path.range(of: "/\(folder)/").map { url.path.index(after: $0.lowerBound) }
            return start.map { SourceFile(path: String(url.path[$0...]), text: text) }
        }.sorted { $0.path < $1.path }
    }

    static let sources = all(below: "Sources")
}
