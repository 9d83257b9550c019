internal import Glibc

/// The process's text outputs, written without a buffer of ours, so that nothing is left behind at exit.
package enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Writes a text and a line end; what the reader no longer takes is lost.
    package func print(_ text: String) {
        _ = File.writeAll(Array((text + "\n").utf8), to: rawValue)
    }

    /// How many bytes a pipe that can be written to takes at once (PIPE_BUF of Linux).
    private static let pieceByteCountMax = 4096

    /// Writes a line if that can be done without waiting for the reader: a server must not stand still for its log.
    ///
    /// - Parameter line: cut off where it is longer than a pipe takes at once.
    /// - Returns: whether it was written.
    package func printWithoutWaiting(_ line: String) -> Bool {
        var state = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
        guard unsafe poll(&state, 1, 0) == 1, state.revents & Int16(POLLOUT) != 0 else { return false }
        let bytes = Array(line.utf8.prefix(Self.pieceByteCountMax - 1)) + [UInt8(ascii: "\n")]
        return File.writeAll(bytes, to: rawValue)
    }

    /// Makes a reader that has gone an error of the write instead of the end of the process (SIGPIPE).
    package static func outliveReaders() {
        signal(SIGPIPE, SIG_IGN)
    }
}
