internal import Bytes

/// The validated host of a `Host` field or of an absolute-form target.
///
/// RFC 9110, section 7.2; RFC 3986, section 3.2. A host that two servers could interpret in
/// different ways is refused: user information, an empty name, an invalid port.
struct Authority {
    /// A name or IPv4 address in lower case without a final dot, or an IPv6 address in brackets; without the port.
    let host: String

    init(parsing bytes: Span<UInt8>) throws(RequestFailure) {
        let end = Self.hostEnd(bytes)
        guard end > 0, Self.isHost(bytes.extracting(0..<end)),
            Self.isPort(bytes.extracting(end..<bytes.count))
        else { throw .badRequest("The host is not valid.") }
        // A name with the root's dot is the same name (RFC 1034, section 3.1).
        let hasDot = end > 1 && bytes[end - 1] == UInt8(ascii: ".")
        host = Self.lowercase(bytes.extracting(0..<(hasDot ? end - 1 : end)))
    }

    /// Returns the end offset of the host: after the closing bracket, else before the colon.
    private static func hostEnd(_ bytes: Span<UInt8>) -> Int {
        let all = 0..<bytes.count
        if bytes.count > 0, bytes[0] == UInt8(ascii: "["),
            let bracket = bytes.firstIndex(of: UInt8(ascii: "]"), in: all)
        {
            return bracket + 1
        }
        return bytes.firstIndex(of: UInt8(ascii: ":"), in: all) ?? bytes.count
    }

    private static func isHost(_ bytes: Span<UInt8>) -> Bool {
        if bytes[0] == UInt8(ascii: "[") {
            return bytes.count > 2 && IPv6Literal.isValid(bytes.extracting(1..<bytes.count - 1))
        }
        for index in bytes.indices {
            guard bytes[index].isRegisteredName else { return false }
            guard bytes[index] != UInt8(ascii: "%") || bytes.escapedByte(at: index) != nil else {
                return false
            }
        }
        return true
    }

    /// Whether the bytes are empty, or a colon with up to five digits, at most 65535.
    private static func isPort(_ bytes: Span<UInt8>) -> Bool {
        guard !bytes.isEmpty else { return true }
        guard bytes[0] == UInt8(ascii: ":"), bytes.count <= 6 else { return false }
        var port = 0
        for index in 1..<bytes.count {
            guard let digit = bytes[index].decimalValue else { return false }
            port = port * 10 + digit
        }
        return port <= 65_535
    }

    private static func lowercase(_ bytes: Span<UInt8>) -> String {
        for index in bytes.indices where bytes[index].asciiLowercase != bytes[index] {
            let small = [UInt8](capacity: bytes.count) { output in
                for index in bytes.indices { output.append(bytes[index].asciiLowercase) }
            }
            return String(repairing: small.span)
        }
        return String(repairing: bytes)
    }
}
