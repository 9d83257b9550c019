import Bytes
import Testing

struct BytesTests {
    @Test func `digits have the value that they are written for`() {
        for byte in UInt8.min...UInt8.max {
            let character = Character(Unicode.Scalar(byte))
            let isASCII = byte < 128
            #expect(byte.isDecimalDigit == ("0"..."9" ~= character))
            #expect(byte.decimalValue == (isASCII ? character.wholeNumberValue : nil))
            #expect(byte.hexadecimalValue == (isASCII ? character.hexDigitValue : nil))
        }
        #expect((UInt8(0)..<16).map(UInt8.hexadecimalDigit) == Array("0123456789abcdef".utf8))
    }

    @Test(arguments: [
        (7, 3, 2, 1), (6, 3, 2, 0), (0, 3, 0, 0), (-1, 3, -1, 2), (-3, 3, -1, 0), (-4, 3, -2, 2),
        (Int.min, 1, Int.min, 0), (Int.max, 2, Int.max / 2, 1), (Int.min, Int.max, -2, Int.max - 1),
    ])
    func `division rounds down, and the remainder is not negative`(
        number: Int, divisor: Int, quotient: Int, remainder: Int
    ) {
        #expect(number.floorDivided(by: divisor) == quotient)
        #expect(number.modulo(divisor) == remainder)
    }

    @Test func `strings are equal only if their bytes are`() {
        #expect("\u{C5}".hasSameBytes(as: "\u{C5}"))
        #expect(!"\u{C5}".hasSameBytes(as: "A\u{30A}"))
        #expect(!"K".hasSameBytes(as: "\u{212A}"))
        #expect(!"a".hasSameBytes(as: "ab"))
        #expect("".hasSameBytes(as: ""))
        #expect(String(validating: Array("\u{C5}".utf8).span) == "\u{C5}")
        #expect(String(validating: [0x61, 0xC3].span) == nil)
    }

    @Test func `a word holds eight bytes, the first one lowest, and the lowest zero is marked`() {
        let bytes: [UInt8] = [9, 1, 2, 3, 4, 5, 6, 7, 8]
        #expect(ByteWord.load(bytes.span, at: 1) == 0x0807_0605_0403_0201)
        for zero in 0..<8 {
            var word = [UInt8](repeating: 0xFF, count: 8)
            word[zero] = 0
            let marks = ByteWord.zeros(in: ByteWord.load(word.span, at: 0))
            #expect(marks.trailingZeroBitCount / 8 == zero)
        }
        #expect(ByteWord.zeros(in: ByteWord.everyByte &* 0x80) == 0)
    }
}
