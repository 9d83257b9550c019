internal import Glibc

/// Non-blocking operations on a connected socket.
extension Descriptor {
    /// The result of one read or write.
    enum Transfer {
        case bytes(Int)
        case wouldBlock
        /// The connection is broken.
        case failed
    }

    /// Disables Nagle's algorithm (TCP_NODELAY): small answers are sent at once.
    borrowing func sendWithoutDelay() {
        setOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY, value: Int32(1))
    }

    /// Reads once; zero bytes mean the end of input.
    borrowing func receive(into buffer: inout [UInt8]) -> Transfer {
        while true {
            let byteCount = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe recv(number, bytes.baseAddress, bytes.count, 0)
            }
            if byteCount >= 0 { return .bytes(byteCount) }
            if errno != EINTR { return errno == EAGAIN ? .wouldBlock : .failed }
        }
    }

    /// Writes the unsent bytes once; a closed connection is an error here, not a signal.
    borrowing func send(_ output: borrowing OutputBuffer) -> Transfer {
        while true {
            let byteCount = unsafe output.bytes.withUnsafeBytes { bytes in
                let unsent = unsafe UnsafeRawBufferPointer(rebasing: bytes[output.sentByteCount...])
                return unsafe Glibc.send(number, unsent.baseAddress, unsent.count, Int32(MSG_NOSIGNAL))
            }
            if byteCount >= 0 { return .bytes(byteCount) }
            if errno != EINTR { return errno == EAGAIN ? .wouldBlock : .failed }
        }
    }

    /// Closes the sending side: the client reads everything that was sent, then the end.
    borrowing func shutdownWrite() {
        _ = shutdown(number, Int32(SHUT_WR))
    }

    /// Makes closing reset the connection (RST).
    borrowing func resetWhenClosed() {
        setOption(level: SOL_SOCKET, name: SO_LINGER, value: linger(l_onoff: 1, l_linger: 0))
    }

    /// Sets an option that every kernel supports, so that errors are ignored.
    borrowing func setOption<Value>(level: Int32, name: Int32, value: Value) {
        _ = unsafe withUnsafeBytes(of: value) { bytes in
            unsafe setsockopt(number, level, name, bytes.baseAddress, socklen_t(bytes.count))
        }
    }
}
