internal import Glibc

/// A minimal HTTP client for health checks of a server on this machine.
package enum HealthProbe {
    /// The answer of a server.
    package struct Answer {
        package let status: Int
        package let body: [UInt8]
    }

    /// Sends a GET request and reads the answer.
    ///
    /// - Parameters:
    ///   - address: the server's.
    ///   - path: the request's target.
    ///   - secondsMax: the timeout of each step.
    /// - Returns: the answer; nil if there was no valid HTTP response.
    package static func answer(of address: SocketAddress, path: String, secondsMax: Int) -> Answer? {
        guard let descriptor = connect(to: address, secondsMax: secondsMax) else { return nil }
        defer { close(descriptor) }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: \(address)\r\nConnection: close\r\n\r\n".utf8)
        let sent = unsafe request.withUnsafeBytes { bytes in
            unsafe send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
        guard sent == request.count else { return nil }
        return answer(in: read(descriptor))
    }

    private static func connect(to address: SocketAddress, secondsMax: Int) -> Int32? {
        let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        let limit = timeval(tv_sec: secondsMax, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            _ = unsafe withUnsafeBytes(of: limit) { bytes in
                unsafe setsockopt(descriptor, SOL_SOCKET, option, bytes.baseAddress, socklen_t(bytes.count))
            }
        }
        let result = unsafe address.withSystemAddress { unsafe Glibc.connect(descriptor, $0, $1) }
        if result == 0 { return descriptor }
        close(descriptor)
        return nil
    }

    private static let statusLineByteCount = "HTTP/1.1 200".utf8.count
    /// The limit of the answer's size: health checks are small.
    private static let byteCountMax = 64 << 10

    /// Reads until the end of input or the limit.
    private static func read(_ descriptor: Int32) -> [UInt8] {
        var answer: [UInt8] = []
        while answer.count < byteCountMax {
            let piece = unsafe [UInt8](unsafeUninitializedCapacity: byteCountMax - answer.count) { buffer, count in
                count = unsafe max(0, recv(descriptor, buffer.baseAddress, buffer.count, 0))
            }
            if piece.isEmpty { break }
            answer += piece
        }
        return answer
    }

    private static func answer(in bytes: [UInt8]) -> Answer? {
        let start = bytes.prefix(statusLineByteCount)
        guard start.count == statusLineByteCount, start.starts(with: "HTTP/1.".utf8),
            let status = Int(String(decoding: start.suffix(3), as: UTF8.self))
        else { return nil }
        // The head ends with an empty line.
        let end = bytes.indices.first { bytes[$0...].starts(with: "\r\n\r\n".utf8) } ?? bytes.endIndex
        return Answer(status: status, body: Array(bytes[end...].dropFirst(4)))
    }
}
