internal import Glibc

/// What the loop asks of a connected socket; none of it blocks.
extension Descriptor {
    /// What came of reading or writing once.
    enum Transfer {
        case bytes(Int)
        case wouldBlock
        /// The connection is broken.
        case failed
    }

    /// Sends small answers at once instead of gathering them (Nagle's algorithm helps clients that type).
    borrowing func sendWithoutDelay() {
        setOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY, value: Int32(1))
    }

    /// Reads once; no bytes mean the end of input.
    borrowing func receive(into buffer: inout [UInt8]) -> Transfer {
        while true {
            let byteCount = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe recv(number, bytes.baseAddress, bytes.count, 0)
            }
            if byteCount >= 0 { return .bytes(byteCount) }
            if errno != EINTR { return errno == EAGAIN ? .wouldBlock : .failed }
        }
    }

    /// Writes what is unsent, once; a client that has gone is an error here, no signal.
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

    /// Closes the sending side: the client reads to the end of what was sent.
    borrowing func shutdownWrite() {
        _ = shutdown(number, Int32(SHUT_WR))
    }

    /// Makes closing break the connection (RST) instead of ending it.
    borrowing func resetWhenClosed() {
        setOption(level: SOL_SOCKET, name: SO_LINGER, value: linger(l_onoff: 1, l_linger: 0))
    }

    /// Sets an option that the kernel knows for certain, so that there is no error to speak of.
    borrowing func setOption<Value>(level: Int32, name: Int32, value: Value) {
        _ = unsafe withUnsafeBytes(of: value) { bytes in
            unsafe setsockopt(number, level, name, bytes.baseAddress, socklen_t(bytes.count))
        }
    }
}
