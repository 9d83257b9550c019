internal import Foundation

/// A file that goes when its value does.
package final class TemporaryFile {
    package let path: String

    package init(_ text: String) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "understudy-\(UUID().uuidString).json").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
