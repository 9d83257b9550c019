/// The body of a response: all its bytes, or a source that generates them while they are sent.
///
/// Not `Sendable`: a source belongs to the thread of the loop that sends it.
package enum ResponseBody {
    case bytes([UInt8])
    case stream(any BodySource)

    /// All bytes of the body; nil for a stream.
    package var wholeBytes: [UInt8]? {
        switch self {
        case .bytes(let bytes): bytes
        case .stream: nil
        }
    }

    /// The source of a streamed body.
    package var source: (any BodySource)? {
        switch self {
        case .bytes: nil
        case .stream(let source): source
        }
    }
}

extension ResponseBody: Equatable {
    /// Compares bytes, and sources by identity.
    package static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.bytes(let left), .bytes(let right)): left == right
        case (.stream(let left), .stream(let right)): left === right
        case (.bytes, .stream), (.stream, .bytes): false
        }
    }
}

extension ResponseBody {
    private static let collectedPartByteCount = 64 << 10

    /// All bytes of the body; reads a stream to its end.
    ///
    /// For callers without a socket.
    ///
    /// - Returns: nil if the stream fails or has to wait.
    package func collectedBytes() -> [UInt8]? {
        guard let source else { return wholeBytes }
        source.start(resume: {})
        var bytes: [UInt8] = []
        while true {
            switch source.next(byteCountMax: Self.collectedPartByteCount) {
            case .bytes(let part): bytes += part
            case .end: return bytes
            case .failed: return nil
            case .wait:
                source.cancel()
                return nil
            }
        }
    }
}
