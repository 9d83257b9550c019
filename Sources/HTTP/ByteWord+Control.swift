internal import Bytes

extension ByteWord {
    /// Whether a byte may be a control character, including HTAB and DEL.
    ///
    /// There are false positives, but no false negatives.
    @inline(__always)
    static func hasControl(_ word: UInt64) -> Bool {
        let controls = (word &- everyByte &* 0x20) & ~word & highBits
        return controls | zeros(in: word ^ everyByte &* 0x7F) != 0
    }
}
