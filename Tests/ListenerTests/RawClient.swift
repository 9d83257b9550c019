import Foundation
import Listener

/// A client of plain bytes over a blocking socket, with a time limit as a safety net.
final class RawClient {
    /// What a call to the system came back with.
    struct Failure: Error, Equatable {
        let errorNumber: Int32
    }

    private static let secondsMax = 20
    private let descriptor: Int32
    private var isOpen = true
    private var buffered: [UInt8] = []

    init(_ address: SocketAddress, receiveBufferByteCount: Int32? = nil) throws {
        guard case .v4(let bits) = address.host else { preconditionFailure("for 127.0.0.1 only") }
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        set(SO_RCVTIMEO, timeval(tv_sec: Self.secondsMax, tv_usec: 0))
        set(SO_SNDTIMEO, timeval(tv_sec: Self.secondsMax, tv_usec: 0))
        if let receiveBufferByteCount { set(SO_RCVBUF, receiveBufferByteCount) }
        var system = sockaddr_in()
        system.sin_family = sa_family_t(AF_INET)
        system.sin_port = address.port.bigEndian
        system.sin_addr.s_addr = bits.bigEndian
        let result = unsafe withUnsafePointer(to: &system) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if result != 0 { throw Failure(errorNumber: errno) }
    }

    deinit {
        disconnect()
    }

    func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 { throw Failure(errorNumber: errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads once; nothing at the end of the connection.
    func receive(byteCountMax: Int = 65_536) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: byteCountMax)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        if count < 0 { throw Failure(errorNumber: errno) }
        return Array(bytes.prefix(count))
    }

    /// Whether neither a byte nor the end of the connection has come.
    func hasNothingToRead() -> Bool {
        var byte: UInt8 = 0
        let count = unsafe recv(descriptor, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
        return count < 0 && errno == EAGAIN
    }

    /// Reads so many bytes.
    func receive(exactly byteCount: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < byteCount {
            let more = try receive(byteCountMax: byteCount - bytes.count)
            if more.isEmpty { break }
            bytes += more
        }
        return bytes
    }

    /// Reads so many responses, each with a `Content-Length` or in chunks.
    func replies(_ count: Int) throws -> [Reply] {
        while true {
            let (replies, rest) = Reply.read(from: buffered)
            if replies.count >= count {
                buffered = rest
                return replies
            }
            let more = try receive()
            if more.isEmpty { return replies }
            buffered += more
        }
    }

    /// Reads to the end of the connection.
    func rest() throws -> [UInt8] {
        var bytes = buffered
        buffered = []
        while true {
            let more = try receive()
            if more.isEmpty { return bytes }
            bytes += more
        }
    }

    func get(_ target: String) throws -> Reply? {
        try send("GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n")
        return try replies(1).first
    }

    func shutdownWrite() {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Closes; with a reset the other side sees an error.
    func disconnect(reset: Bool = false) {
        guard isOpen else { return }
        isOpen = false
        if reset { set(SO_LINGER, linger(l_onoff: 1, l_linger: 0)) }
        _ = close(descriptor)
    }

    private func set<Value>(_ option: Int32, _ value: Value) {
        _ = unsafe withUnsafeBytes(of: value) {
            unsafe setsockopt(descriptor, SOL_SOCKET, option, $0.baseAddress, socklen_t($0.count))
        }
    }
}
