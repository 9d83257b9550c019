internal import Foundation
internal import HTTP

/// Talks to a server over a real socket, in raw bytes.
package struct SocketClient: ~Copyable {
    private let descriptor: Int32
    /// A limit for each step, so that a server that never answers fails the test and does not hang it.
    private static let secondsMax = 30

    package struct Failed: Error {
        package let reason: String
    }

    /// Connects to 127.0.0.1.
    package init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var limit = timeval(tv_sec: Self.secondsMax, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            unsafe setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        // Without it the second piece of a split request waits for the first one's acknowledgement.
        var isOn: Int32 = 1
        unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Self.failure("connecting to port \(port)") }
    }

    deinit { close(descriptor) }

    /// Sends bytes as they are.
    package borrowing func send(_ bytes: [UInt8]) throws {
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes[offset...].withUnsafeBytes { piece in
                unsafe Foundation.send(descriptor, piece.baseAddress, piece.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Self.failure("sending byte \(offset) of \(bytes.count)") }
            offset += count
        }
    }

    /// Reads one answer whose length is declared.
    package borrowing func receive() throws -> Reply {
        var bytes: [UInt8] = []
        while true {
            if let reply = Self.parse(bytes) { return reply }
            let piece = try receivePiece(after: bytes)
            guard !piece.isEmpty else {
                throw Failed(reason: "the connection ended within an answer: \(String(decoding: bytes, as: UTF8.self))")
            }
            bytes += piece
        }
    }

    /// Reads until the server closes the connection.
    package borrowing func receiveAll() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let piece = try receivePiece(after: bytes)
            if piece.isEmpty { return bytes }
            bytes += piece
        }
    }

    /// Reads once; nothing at the end of the connection.
    private borrowing func receivePiece(after bytes: [UInt8]) throws -> ArraySlice<UInt8> {
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(descriptor, &piece, piece.count, 0)
        guard count >= 0 else { throw Self.failure("receiving, after \(String(decoding: bytes, as: UTF8.self))") }
        return piece.prefix(count)
    }

    /// The last call's error in words; a call that used up its time comes back with `EAGAIN` or `EINPROGRESS`.
    private static func failure(_ step: String) -> Failed {
        let isLate = errno == EAGAIN || errno == EINPROGRESS
        return Failed(reason: step + (isLate ? ": nothing happened for \(secondsMax) seconds" : ": error \(errno)"))
    }

    /// Sends a request and reads its answer.
    package borrowing func exchange(_ wire: Wire) throws -> Reply {
        try send(wire.bytes)
        return try receive()
    }

    private static func parse(_ bytes: [UInt8]) -> Reply? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        var headers = HeaderFields()
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            headers.append(parts[0], parts.count > 1 ? parts[1] : "")
        }
        let body = text[end.upperBound...]
        guard body.utf8.count >= headers["Content-Length"].flatMap({ Int($0) }) ?? 0 else { return nil }
        return Reply(status: status, headers: headers, body: String(body))
    }
}
