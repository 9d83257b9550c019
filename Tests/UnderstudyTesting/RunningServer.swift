package import Foundation

/// A server process that answers on a free port of this machine.
package final class RunningServer {
    package let process = Process()
    package let port: UInt16
    private let output = Pipe()
    private let errors = Pipe()

    /// Starts the built program and waits until it says that it is listening.
    ///
    /// - Parameters:
    ///   - arguments: options besides the port, which the system chooses; without `--data-dir` nothing is kept.
    ///   - launcher: words that run a program in other surroundings, such as `nsenter` with its options.
    /// - Throws: what the program said instead.
    package init(_ arguments: [String], launcher: [String] = []) throws {
        let host = arguments.contains("--host") ? [] : ["--host", "127.0.0.1"]
        let storage = arguments.contains("--data-dir") ? [] : ["--ephemeral"]
        BuiltProgram.prepare(
            process, ["serve", "--port", "0"] + host + storage + arguments, launcher: launcher)
        process.environment = [:]
        process.currentDirectoryURL = SourceTree.root
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        var text = ""
        var found: UInt16?
        while found == nil {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw DidNotStart(output: text) }
            text += String(decoding: piece, as: UTF8.self)
            found = text.split(separator: "\n").last {
                $0.hasPrefix("listening on http://127.0.0.1:") && text.hasSuffix("\n")
            }
            .flatMap { UInt16($0.split(separator: ":").last ?? "") }
        }
        port = found ?? 0
        startText = text
    }

    /// What the server said when it was ready.
    package let startText: String

    package struct DidNotStart: Error {
        package let output: String
    }

    /// Closes the end of the pipe from which the log could be read.
    package func closeErrorOutput() {
        try? errors.fileHandleForReading.close()
    }

    /// Sends a signal and waits for the end.
    ///
    /// - Returns: the exit status.
    @discardableResult
    package func stop(signal: Int32 = SIGTERM) -> Int32 {
        if process.isRunning { kill(process.processIdentifier, signal) }
        process.waitUntilExit()
        return process.terminationStatus
    }

    deinit {
        if process.isRunning { process.terminate() }
    }
}
