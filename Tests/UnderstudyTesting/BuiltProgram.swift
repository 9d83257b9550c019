package import Foundation

/// The program that was built beside the tests, run as a process of its own.
package enum BuiltProgram {
    /// Where it lies: beside the test bundle.
    package static let url =
        Bundle.allBundles.map(\.bundleURL)
        .first { $0.pathExtension == "xctest" }?.deletingLastPathComponent().appending(path: "understudy")
        ?? SourceTree.root.appending(path: ".build/debug/understudy")

    /// What became of a run.
    package struct Outcome: Sendable {
        package let status: Int32
        package let output: String
        package let errors: String
    }

    private static let inMemory = ["UNDERSTUDY_EPHEMERAL": "1"]

    /// Lets a process run the program, in surroundings that a launcher such as `unshare -U` makes for it.
    static func prepare(_ process: Process, _ arguments: [String], launcher: [String]) {
        process.executableURL = launcher.isEmpty ? url : URL(filePath: "/usr/bin/env")
        process.arguments = launcher.isEmpty ? arguments : launcher + [url.path] + arguments
    }

    /// Runs the program to its end; without `--data-dir` nothing is kept.
    package static func run(
        _ arguments: [String], environment: [String: String] = [:], launcher: [String] = []
    ) throws -> Outcome {
        let process = Process()
        prepare(process, arguments, launcher: launcher)
        process.environment = arguments.contains("--data-dir") ? environment : environment.merging(inMemory) { $1 }
        process.currentDirectoryURL = SourceTree.root
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let errorText = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
            errors: String(decoding: errorText, as: UTF8.self))
    }
}
