internal import Bytes

/// The bytes of a string up to the next quotation mark, backslash or control character (RFC 8259, section 7).
///
/// Eight bytes are looked at in one step: the compiler joins the eight loads, and all tests are done on one
/// word.
struct JSONPlainRun {
    /// The first byte that is none of them; the end of the text if there is none.
    let end: Int
    /// Whether all bytes of the run are below 0x80, so that there is no UTF-8 to check.
    let isASCII: Bool

    @inline(__always)
    init(in bytes: Span<UInt8>, from start: Int) {
        var place = start
        var seen: UInt64 = 0
        while place &+ 8 <= bytes.count {
            let word = ByteWord.load(bytes, at: place)
            let ends = Self.ends(in: word)
            if ends != 0 {
                // Only the lowest mark is exact, and only bytes below it belong to the run.
                seen |= word & (ends & (0 &- ends)) &- 1
                self.init(end: place &+ ends.trailingZeroBitCount / 8, isASCII: seen & ByteWord.highBits == 0)
                return
            }
            seen |= word
            place &+= 8
        }
        while place < bytes.count, bytes[place] >= 0x20, bytes[place] != 0x22, bytes[place] != 0x5C {
            seen |= UInt64(bytes[place])
            place &+= 1
        }
        self.init(end: place, isASCII: seen & ByteWord.highBits == 0)
    }

    @inline(__always)
    private init(end: Int, isASCII: Bool) {
        self.end = end
        self.isASCII = isASCII
    }

    /// Marks, with the high bit of each, the bytes that end a run; marks above the lowest one may be wrong.
    @inline(__always)
    private static func ends(in word: UInt64) -> UInt64 {
        let quotes = word ^ ByteWord.everyByte &* 0x22
        let backslashes = word ^ ByteWord.everyByte &* 0x5C
        let controls = (word &- ByteWord.everyByte &* 0x20) & ~word
        return
            (controls | (quotes &- ByteWord.everyByte) & ~quotes | (backslashes &- ByteWord.everyByte) & ~backslashes)
            & ByteWord.highBits
    }
}
