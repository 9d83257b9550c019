/// Eight bytes in one word, for tests of all of them in one step.
@usableFromInline
package enum ByteWord {
    /// A word of eight times the byte 1; multiplied by a byte, it repeats that byte.
    @inlinable package static var everyByte: UInt64 { 0x0101_0101_0101_0101 }
    /// The high bit of each byte.
    @inlinable package static var highBits: UInt64 { 0x8080_8080_8080_8080 }

    /// Returns eight bytes, the first one lowest; the compiler joins the eight loads.
    @inlinable @inline(__always)
    package static func load(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
        let eight = bytes.extracting(offset..<offset &+ 8)
        let low = UInt64(eight[0]) | UInt64(eight[1]) << 8 | UInt64(eight[2]) << 16 | UInt64(eight[3]) << 24
        let high = UInt64(eight[4]) | UInt64(eight[5]) << 8 | UInt64(eight[6]) << 16 | UInt64(eight[7]) << 24
        return low | high << 32
    }

    /// Marks, with the high bit of each, the bytes that are zero; marks above the lowest one may be wrong.
    @inlinable @inline(__always)
    package static func zeros(in word: UInt64) -> UInt64 {
        (word &- everyByte) & ~word & highBits
    }
}
