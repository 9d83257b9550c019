internal import Glibc

/// A client that asks a server on this machine whether it is well.
package enum HealthProbe {
    /// Sends a GET request and reads the status of the answer.
    ///
    /// - Parameters:
    ///   - address: the server's.
    ///   - path: the request's target.
    ///   - secondsMax: how long each step may take.
    /// - Returns: the status code; nil when there was no answer in HTTP.
    package static func status(of address: SocketAddress, path: String, secondsMax: Int) -> Int? {
        guard let descriptor = connect(to: address, secondsMax: secondsMax) else { return nil }
        defer { close(descriptor) }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: \(address)\r\nConnection: close\r\n\r\n".utf8)
        let sent = unsafe request.withUnsafeBytes { bytes in
            unsafe send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
        guard sent == request.count else { return nil }
        return statusCode(in: readStart(of: descriptor))
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

    /// Reads until the status code is there, or nothing more comes.
    private static func readStart(of descriptor: Int32) -> [UInt8] {
        var answer: [UInt8] = []
        while answer.count < statusLineByteCount {
            let capacity = statusLineByteCount - answer.count
            let piece = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                count = unsafe max(0, recv(descriptor, buffer.baseAddress, buffer.count, 0))
            }
            if piece.isEmpty { break }
            answer += piece
        }
        return answer
    }

    private static func statusCode(in answer: [UInt8]) -> Int? {
        guard answer.count == statusLineByteCount, answer.starts(with: "HTTP/1.".utf8) else { return nil }
        return Int(String(decoding: answer.suffix(3), as: UTF8.self))
    }
}
