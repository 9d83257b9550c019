package import Foundation

/// The program that was built beside the tests, run as a process of its own.
package enum BuiltProgram {
    /// The program's file, beside the test bundle.
    package static let url =
        Bundle.allBundles.map(\.bundleURL)
        .first { $0.pathExtension == "xctest" }?.deletingLastPathComponent().appending(path: "understudy")
        ?? SourceTree.root.appending(path: ".build/debug/understudy")

    private static let inMemory = ["UNDERSTUDY_EPHEMERAL": "1"]

    /// Runs the program to its end; without `--data-dir` nothing is stored.
    package static func run(
        _ arguments: [String], environment: [String: String] = [:], launcher: [String] = []
    ) throws -> ChildProcess.Outcome {
        let hasFolder = arguments.contains("--data-dir")
        return try ChildProcess.run(
            [url.path] + arguments, launcher: launcher,
            environment: hasFolder ? environment : environment.merging(inMemory) { $1 })
    }
}
