import Testing

@testable import HTTP
import UnderstudyTesting

struct OutputSpanTextTests {
    private static func text(_ write: (inout OutputSpan<UInt8>) -> Void) -> String {
        String(decoding: [UInt8](capacity: 64, initializingWith: write), as: UTF8.self)
    }

    @Test(
        arguments: [
            (0, 1, "0"), (0, 2, "00"), (7, 2, "07"), (10, 2, "10"), (100, 2, "100"), (7, 4, "0007"), (200, 3, "200"),
            (UInt.max, 1, "18446744073709551615"),
        ] as [(UInt, Int, String)])
    func `a number is written in decimal`(number: UInt, width: Int, text: String) {
        #expect(Self.text { $0.append(decimal: number, width: width) } == text)
    }

    @Test(
        arguments: [(0, 1, "0"), (0, 2, "00"), (10, 2, "0A"), (255, 1, "FF"), (.max, 1, "FFFFFFFFFFFFFFFF")]
            as [(UInt, Int, String)])
    func `a number is written in hexadecimal`(number: UInt, width: Int, text: String) {
        #expect(Self.text { $0.append(hexadecimal: number, width: width) } == text)
    }

    @Test func `numbers agree with the standard library`() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            let number = UInt.random(in: 0...UInt.max >> UInt.random(in: 0...63, using: &random), using: &random)
            #expect(Self.text { $0.append(decimal: number) } == String(number))
            #expect(Self.text { $0.append(hexadecimal: number) } == String(number, radix: 16, uppercase: true))
        }
    }

    @Test func `text is written as UTF-8`() {
        #expect(
            Self.text { $0.append(text: "caf\u{E9} \u{1F600}, longer than a small string") }
                == "caf\u{E9} \u{1F600}, longer than a small string")
        #expect(Self.text { $0.append(text: "") }.isEmpty)
    }
}
