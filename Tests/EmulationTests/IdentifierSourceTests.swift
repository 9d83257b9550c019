import Emulation
import Testing

struct IdentifierSourceTests {
    @Test func `the random numbers of a seed are those of SplitMix64`() {
        var random = RandomSource(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect((0..<5).map { _ in random.next() } == expected)
    }

    @Test func `without a seed two sources differ`() {
        var (one, other) = (RandomSource(), RandomSource())
        #expect((0..<4).map { _ in one.next() } != (0..<4).map { _ in other.next() })
    }

    @Test(arguments: [0, 1, .max] as [UInt64])
    func `the same seed gives the same identifiers, and a copy continues alike`(seed: UInt64) {
        var one = IdentifierSource(seed: seed)
        var other = IdentifierSource(seed: seed)
        #expect(one.uuid() == other.uuid())
        #expect(one.urlSafeText(length: 48) == other.urlSafeText(length: 48))
        var copy = one
        #expect(one.uuid() == copy.uuid())
    }

    @Test func `a position continues the stream`() throws {
        var stream = IdentifierSource(seed: 0xFEDC_BA98_0000_0001)
        #expect(stream.position == "fedcba9800000001")
        _ = stream.uuid()
        var other = try #require(IdentifierSource(position: stream.position))
        #expect(other == stream)
        #expect((0..<9).map { _ in other.uuid() } == (0..<9).map { _ in stream.uuid() })
    }

    @Test(arguments: ["", "0", "0123456789abcde", "0123456789abcdef0", "0123456789abcdeg", "-123456789abcdef", "é"])
    func `a text that is no position is none`(text: String) {
        #expect(IdentifierSource(position: text) == nil)
    }

    @Test func `what is taken is not made, and the next one is far from it`() {
        var stream = IdentifierSource(seed: 7)
        var copy = stream
        let taken = Set((0..<1000).map { _ in copy.uuid() })
        var askedCount = 0
        let made = stream.uuid { text in
            askedCount += 1
            return taken.contains(text)
        }
        #expect(!taken.contains(made))
        #expect(askedCount == 2)
        var again = IdentifierSource(seed: 7)
        #expect(again.uuid(isTaken: taken.contains) == made)
        #expect(again == stream)
    }

    @Test func `a UUID is one of version 4 in lower case`() {
        var identifiers = IdentifierSource(seed: 7)
        var seen: Set<String> = []
        let form = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        for _ in 0..<2000 {
            let uuid = identifiers.uuid()
            #expect(uuid.wholeMatch(of: form) != nil)
            #expect(TextFormat.isUUID(uuid))
            seen.insert(uuid)
        }
        #expect(seen.count == 2000)
    }

    @Test func `every digit of a UUID but the version varies`() {
        var identifiers = IdentifierSource(seed: 7)
        var digits = [Set<UInt8>](repeating: [], count: 36)
        for _ in 0..<500 {
            for (place, byte) in identifiers.uuid().utf8.enumerated() { digits[place].insert(byte) }
        }
        for (place, found) in digits.enumerated() {
            switch place {
            case 8, 13, 14, 18, 23: #expect(found.count == 1)
            case 19: #expect(found == Set("89ab".utf8))
            default: #expect(found == Set("0123456789abcdef".utf8), "digit \(place)")
            }
        }
    }

    @Test(arguments: [0, 1, 9, 10, 11, 20, 48, 64, 1000])
    func `a key's text has the length that was asked for`(length: Int) {
        var identifiers = IdentifierSource(seed: 3)
        #expect(identifiers.urlSafeText(length: length).utf8.count == length)
    }

    @Test func `a key's text uses the whole alphabet and nothing else`() {
        var identifiers = IdentifierSource(seed: 3)
        let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-".utf8)
        #expect(Set(identifiers.urlSafeText(length: 10_000).utf8) == alphabet)
    }
}
