internal import Bytes

/// A member name as a key: equal only when the UTF-8 bytes are.
///
/// `String` itself compares by canonical equivalence. Its hash does too, so that a text full of equivalent
/// spellings would pile up in one bucket; here the bytes are hashed, with the process's random seed.
struct JSONName: Hashable {
    let text: String

    static func == (left: JSONName, right: JSONName) -> Bool {
        left.text.hasSameBytes(as: right.text)
    }

    func hash(into hasher: inout Hasher) {
        let bytes = text.utf8.span
        var word: UInt64 = 0
        for place in bytes.indices {
            word = word << 8 | UInt64(bytes[place])
            if place & 7 == 7 { hasher.combine(word) }
        }
        hasher.combine(word)
        hasher.combine(bytes.count)
    }
}
