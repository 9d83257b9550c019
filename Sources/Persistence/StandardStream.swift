internal import Glibc

/// The process's standard output and error, unbuffered, so that nothing is lost at exit.
package enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Writes a line; write errors are ignored.
    package func print(_ text: String) {
        _ = File.writeAll(Array((text + "\n").utf8), to: rawValue)
    }

    /// How many bytes a pipe accepts without blocking when it is writable (PIPE_BUF of Linux).
    private static let pieceByteCountMax = 4096

    /// Writes a line if that does not block: a slow reader of the log must not stop the server.
    ///
    /// - Parameter line: truncated if it is longer than a pipe accepts at once.
    /// - Returns: whether it was written.
    package func printWithoutWaiting(_ line: String) -> Bool {
        var state = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
        guard unsafe poll(&state, 1, 0) == 1, state.revents & Int16(POLLOUT) != 0 else { return false }
        let bytes = Array(line.utf8.prefix(Self.pieceByteCountMax - 1)) + [UInt8(ascii: "\n")]
        return File.writeAll(bytes, to: rawValue)
    }

    /// Opens descriptors 0 to 2 where the process was started without them.
    ///
    /// Otherwise the next file to be opened becomes the standard output, and the start text is
    /// written into it. Without `/dev` the root folder is used: writing to it fails.
    package static func openMissing() {
        for number in Int32(0)...2 where fcntl(number, F_GETFD) < 0 {
            // The lowest free number is assigned.
            if unsafe open("/dev/null", O_RDWR) < 0 { _ = unsafe open("/", O_RDONLY | O_DIRECTORY) }
        }
    }

    /// Ignores SIGPIPE, so that a closed pipe is a write error and does not kill the process.
    package static func outliveReaders() {
        signal(SIGPIPE, SIG_IGN)
    }
}
