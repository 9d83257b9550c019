internal import Foundation

/// A server process that answers on a free port of this machine.
package final class RunningServer {
    package let port: UInt16
    /// What the server said when it was ready.
    package let startText: String
    private let process: ChildProcess

    /// Starts the built program and waits until it says that it is listening.
    ///
    /// - Parameters:
    ///   - arguments: options besides the port, which the system chooses; without `--data-dir` nothing is stored.
    ///   - launcher: words that run a program in other surroundings, such as `nsenter` with its options.
    ///   - logReader: who reads the server's log.
    /// - Throws: what the program said instead.
    package init(
        _ arguments: [String], launcher: [String] = [], logReader: ChildProcess.ErrorReader = .thread
    ) throws {
        let host = arguments.contains("--host") ? [] : ["--host", "127.0.0.1"]
        let storage = arguments.contains("--data-dir") ? [] : ["--ephemeral"]
        process = try ChildProcess(
            [BuiltProgram.url.path, "serve", "--port", "0"] + host + storage + arguments, launcher: launcher,
            environment: [:], errorReader: logReader)
        (port, startText) = try process.waitForOutput("a line with its port") { text in
            guard text.hasSuffix("\n"), let line = text.split(separator: "\n").last,
                line.hasPrefix("listening on http://127.0.0.1:")
            else { return nil }
            return line.split(separator: ":").last.flatMap { UInt16($0) }.map { ($0, text) }
        }
    }

    package var processIdentifier: Int32 { process.identifier }

    /// Closes the end of the pipe from which nobody reads the log.
    package func closeLog() {
        process.closeUnreadErrors()
    }

    /// Sends a signal and waits for the end.
    ///
    /// - Returns: the exit status; as in a shell, 128 and the signal's number where a signal ended it.
    @discardableResult
    package func stop(signal: Int32 = SIGTERM) throws -> Int32 {
        process.send(signal)
        return try process.finish().status
    }
}
