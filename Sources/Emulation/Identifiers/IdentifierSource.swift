internal import Bytes

/// Makes the identifiers and keys that the services hand out.
package struct IdentifierSource: Sendable {
    private var random: RandomSource
    private var branchCount = 0

    /// - Parameter seed: makes the sequence repeatable; nil uses the system's randomness.
    package init(seed: UInt64? = nil) {
        random = RandomSource(seed: seed)
    }

    /// Jumps to another part of a repeatable sequence, so that ids from before a restart are not made again.
    ///
    /// - Parameter change: the number of the last change that is known; another number leads to another part.
    package mutating func skip(to change: Int) {
        random.skip(to: change)
    }

    /// Returns an independent source; this one's sequence is not affected.
    package mutating func branch() -> IdentifierSource {
        branchCount += 1
        var branch = self
        // The parts for changes have positive numbers.
        branch.random.skip(to: -branchCount)
        return branch
    }

    /// Makes a version 4 UUID in lower case (RFC 9562, section 5.4).
    package mutating func uuid() -> String {
        let high = random.next() & ~0xF000 | 0x4000
        let low = random.next() & ~(0b11 << 62) | (0b10 << 62)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for index in 0..<32 {
            if index == 8 || index == 12 || index == 16 || index == 20 { text.append(UInt8(ascii: "-")) }
            let word = index < 16 ? high : low
            text.append(UInt8.hexadecimalDigit(UInt8(word >> UInt64(60 - index % 16 * 4) & 0xF)))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Makes a string of that many random characters of `A-Za-z0-9_-`, six bits each.
    package mutating func urlSafeText(length: Int) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(length)
        while text.count < length {
            var bits = random.next()
            for _ in 0..<min(10, length - text.count) {
                text.append(Self.urlSafe(UInt8(bits & 0x3F)))
                bits >>= 6
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func urlSafe(_ value: UInt8) -> UInt8 {
        switch value {
        case 0..<26: UInt8(ascii: "A") + value
        case 26..<52: UInt8(ascii: "a") + value - 26
        case 52..<62: UInt8(ascii: "0") + value - 52
        case 62: UInt8(ascii: "_")
        default: UInt8(ascii: "-")
        }
    }
}
