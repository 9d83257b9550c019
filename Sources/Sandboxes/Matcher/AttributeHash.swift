internal import Bytes

/// A hash of one attribute of requests: its kind, its names and its value.
///
/// Different attributes may have the same hash: whoever finds something by it has to compare.
struct AttributeHash {
    /// What is hashed, in the order of how few requests usually have one value of it.
    enum Kind: UInt64 {
        case path
        case header
        case query
        case body
        case key
        case account
        /// The first bytes of the path.
        case pathStart
        case refusal
        case status
        case statusClass
        case basis
        case method
    }

    private(set) var value: UInt64

    init(_ kind: Kind) {
        value = kind.rawValue
    }

    mutating func combine(_ word: UInt64) {
        value = (value ^ word) &* 0x9E37_79B9_7F4A_7C15
        value ^= value >> 29
    }

    mutating func combine(_ bytes: Span<UInt8>) {
        combine(bytes, ignoring: 0)
    }

    /// Combines bytes; those that differ only in the case of a letter give the same hash.
    mutating func combineIgnoringCase(_ bytes: Span<UInt8>) {
        combine(bytes, ignoring: 0x20)
    }

    mutating func combine(_ text: String) {
        combine(text.utf8Span.span)
    }

    private mutating func combine(_ bytes: Span<UInt8>, ignoring bits: UInt8) {
        let ignored = ByteWord.everyByte &* UInt64(bits)
        var index = 0
        while index &+ 8 <= bytes.count {
            combine(ByteWord.load(bytes, at: index) | ignored)
            index &+= 8
        }
        var rest: UInt64 = 0
        while index < bytes.count {
            rest = rest << 8 | UInt64(bytes[index] | bits)
            index &+= 1
        }
        combine(rest)
        combine(UInt64(bytes.count))
    }
}
