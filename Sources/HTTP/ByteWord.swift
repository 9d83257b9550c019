/// Eight bytes looked at in one step: the compiler joins the eight loads, and all tests are done on one word.
enum ByteWord {
    static let everyByte: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = everyByte << 7

    /// Returns eight bytes, the first one lowest.
    @inline(__always)
    static func load(_ bytes: Span<UInt8>, at place: Int) -> UInt64 {
        let eight = bytes.extracting(place..<place &+ 8)
        let low = UInt64(eight[0]) | UInt64(eight[1]) << 8 | UInt64(eight[2]) << 16 | UInt64(eight[3]) << 24
        let high = UInt64(eight[4]) | UInt64(eight[5]) << 8 | UInt64(eight[6]) << 16 | UInt64(eight[7]) << 24
        return low | high << 32
    }

    /// Marks, with the high bit of each, the bytes that are zero; marks above the lowest one may be wrong.
    @inline(__always)
    static func zeros(in word: UInt64) -> UInt64 {
        (word &- everyByte) & ~word & highBits
    }

    /// Tells whether a byte may be a control character, HTAB and DEL among them; it errs on that side alone.
    @inline(__always)
    static func hasControl(_ word: UInt64) -> Bool {
        let controls = (word &- everyByte &* 0x20) & ~word & highBits
        return controls | zeros(in: word ^ everyByte &* 0x7F) != 0
    }
}
