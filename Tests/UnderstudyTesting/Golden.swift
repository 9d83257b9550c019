internal import Foundation

/// Texts that were looked at once and must not change unseen: files in `Tests/Golden`.
package enum Golden {
    /// Compares a text with its file; with `UPDATE_GOLDEN=1` in the environment it writes the file instead.
    ///
    /// - Returns: a sentence when they differ, the file is missing, or it was written; nil when they agree.
    package static func difference(of text: String, from name: String) -> String? {
        let url = SourceTree.root.appending(path: "Tests/Golden").appending(path: name)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try? text.write(to: url, atomically: true, encoding: .utf8)
            return "wrote \(name): look at it and run again without UPDATE_GOLDEN"
        }
        guard let expected = try? String(contentsOf: url, encoding: .utf8) else {
            return "Tests/Golden/\(name) is missing: UPDATE_GOLDEN=1 writes it"
        }
        return text == expected ? nil : "Tests/Golden/\(name) has\n\(expected)\nand the text is\n\(text)"
    }
}
