import Foundation
import Testing
import UnderstudyTesting

/// A Swift file of the product, as the house rules look at it.
struct SourceFile: Sendable, CustomTestStringConvertible {
    /// From the root of the checkout, such as `Sources/HTTP/Method.swift`.
    let path: String
    let text: String
    /// The text without comments of the form `// …`; line numbers are the same.
    let code: String

    init(path: String, text: String) {
        self.path = path
        self.text = text
        code = Self.removingComments(from: text)
    }

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    /// The module: the folder below `Sources` or `Tests` that has the file.
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

    /// Comments begin after white space, so that a URL in a string does not count.
    private static func removingComments(from text: String) -> String {
        let bytes = Array(text.utf8)
        let (newline, slash, space) = (UInt8(ascii: "\n"), UInt8(ascii: "/"), UInt8(ascii: " "))
        var code: [UInt8] = []
        var isComment = false
        for (index, byte) in bytes.enumerated() {
            let previous = index == 0 ? newline : bytes[index - 1]
            if byte == newline { isComment = false }
            if byte == slash, index + 1 < bytes.count, bytes[index + 1] == slash {
                isComment = isComment || previous == newline || previous == space
            }
            if !isComment { code.append(byte) }
        }
        return String(decoding: code, as: UTF8.self)
    }
}
