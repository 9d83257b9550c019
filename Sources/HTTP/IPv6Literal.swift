internal import Bytes

/// The grammar of an IPv6 address between the brackets of a host (RFC 3986, section 3.2.2).
enum IPv6Literal {
    /// Whether the bytes are eight groups, or fewer with one `::`; the last two may be an IPv4 address.
    static func isValid(_ bytes: Span<UInt8>) -> Bool {
        var (groups, hasGap, index) = (0, false, 0)
        if startsWithGap(bytes, at: 0) { (hasGap, index) = (true, 2) }
        while index < bytes.count {
            let end = groupEnd(bytes, from: index)
            if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
                guard isIPv4(bytes.extracting(index..<bytes.count)) else { return false }
                groups += 2
                break
            }
            guard 1...4 ~= end - index else { return false }
            groups += 1
            index = end
            if index == bytes.count { break }
            if startsWithGap(bytes, at: index) {
                guard !hasGap else { return false }
                (hasGap, index) = (true, index + 2)
            } else {
                index += 1
                guard bytes[index - 1] == UInt8(ascii: ":"), index < bytes.count else { return false }
            }
        }
        return hasGap ? groups < 8 : groups == 8
    }

    private static func startsWithGap(_ bytes: Span<UInt8>, at index: Int) -> Bool {
        index + 1 < bytes.count && bytes[index] == UInt8(ascii: ":") && bytes[index + 1] == UInt8(ascii: ":")
    }

    private static func groupEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end].hexadecimalValue != nil { end += 1 }
        return end
    }

    /// Whether the bytes are four numbers up to 255 without leading zeros, separated by dots.
    static func isIPv4(_ bytes: Span<UInt8>) -> Bool {
        var (numbers, start) = (0, 0)
        while start <= bytes.count {
            let end = bytes.firstIndex(of: UInt8(ascii: "."), in: start..<bytes.count) ?? bytes.count
            guard isOctet(bytes.extracting(start..<end)) else { return false }
            numbers += 1
            start = end + 1
        }
        return numbers == 4
    }

    private static func isOctet(_ bytes: Span<UInt8>) -> Bool {
        guard 1...3 ~= bytes.count, bytes.count == 1 || bytes[0] != UInt8(ascii: "0") else { return false }
        var value = 0
        for index in bytes.indices {
            guard let digit = bytes[index].decimalValue else { return false }
            value = value * 10 + digit
        }
        return value <= 255
    }
}
