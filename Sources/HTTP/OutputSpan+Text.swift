/// Writes text and numbers as bytes into reserved capacity.
///
/// Reserving once is several times as fast as many small appends to an array. The caller must
/// reserve enough: these functions trap when the capacity is exceeded.
extension OutputSpan<UInt8> {
    mutating func append(copying bytes: Span<UInt8>) {
        for index in bytes.indices { append(bytes[index]) }
    }

    /// Appends the UTF-8 bytes of a string.
    mutating func append(text: String) {
        append(copying: text.utf8Span.span)
    }

    /// Appends a number in decimal, with leading zeros up to a width; at most 20 bytes.
    mutating func append(decimal number: UInt, width: Int = 1) {
        append(number, radix: 10, width: width)
    }

    /// Appends a number in hexadecimal, with leading zeros up to a width; at most 16 bytes.
    mutating func append(hexadecimal number: UInt, width: Int = 1) {
        append(number, radix: 16, width: width)
    }

    @inline(__always)
    private mutating func append(_ number: UInt, radix: UInt, width: Int) {
        var (place, digitCount) = (UInt(1), 1)
        while number / place >= radix || digitCount < width { (place, digitCount) = (place * radix, digitCount + 1) }
        while place > 0 {
            let digit = UInt8(number / place % radix)
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
            place /= radix
        }
    }
}
