internal import Bytes

/// The stream of the identifiers and keys that the services hand out.
///
/// Its position is part of a world, as are the ids that it gave: whoever goes back to an earlier
/// world gets the same ids again. A world can also have ids of another stream, or of a later
/// position of its own, when people write or edit it. So whatever is made here is checked against
/// what is taken.
package struct IdentifierSource: Sendable, Equatable {
    private var random: RandomSource

    /// - Parameter seed: makes the stream repeatable; nil starts at a random position.
    package init(seed: UInt64? = nil) {
        random = RandomSource(seed: seed)
    }

    // MARK: The position

    private static let positionDigitCount = 16
    package static let positionExpectation = "\(positionDigitCount) hexadecimal digits"

    /// Continues from a position; nil when the text is not one.
    package init?(position text: String) {
        guard text.utf8.count == Self.positionDigitCount else { return nil }
        var position: UInt64 = 0
        for byte in text.utf8 {
            guard let digit = byte.hexadecimalValue else { return nil }
            position = position << 4 | UInt64(digit)
        }
        self.init(seed: position)
    }

    /// The position: what comes next depends on nothing else.
    package var position: String {
        var text: [UInt8] = []
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
            text.append(UInt8.hexadecimalDigit(UInt8(random.position >> shift & 0xF)))
        }
        return String(decoding: text, as: UTF8.self)
    }

    // MARK: Identifiers

    /// Makes an identifier or key that is not taken.
    ///
    /// After a collision the stream continues far away: what follows a taken one is often taken
    /// too.
    package mutating func unused(
        _ make: (inout IdentifierSource) -> String, isTaken: (String) -> Bool
    ) -> String {
        var text = make(&self)
        while isTaken(text) {
            random.jump()
            text = make(&self)
        }
        return text
    }

    /// Makes a UUID that is not taken.
    package mutating func uuid(isTaken: (String) -> Bool) -> String {
        unused({ $0.uuid() }, isTaken: isTaken)
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
