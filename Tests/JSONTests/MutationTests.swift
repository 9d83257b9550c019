import JSON
import Testing
import UnderstudyTesting

struct MutationTests {
    private static let originals: [[UInt8]] = [
        #"{"version":1,"users":[{"id":"7d0f","plans":{"cavos":"growth"}}],"list":[1,2.5e-3,-0]}"#,
        #"[null,false,true,"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude39","é漢😀",{"":{}},[[[]]],12345678901234567890]"#,
        #"{"a":1,"a":2,"b":{"a":[{"c":"d"}]},"# + (0..<20).map { #""\#($0)":\#($0)"# }.joined(separator: ",") + "}",
    ].map { Array($0.utf8) }

    /// What mutations like to put in: all that means something, and the ends of all ranges.
    private static let pieces: [[UInt8]] =
        [
            "\"", "\\", "{", "}", "[", "]", ",", ":", "-", "+", ".", "e", "0", "1", "9", " ", "\n", "u", "\\u",
            "\\ud800", "\\udc00",
            "true", "null", "1e999", "\u{0}", "é", "😀", "{\"a\":", "[[", "]]",
        ].map { Array($0.utf8) } + [[0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF]]

    private func mutate(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 0..<4, using: &generator))
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: Self.pieces.randomElement(using: &generator) ?? [], at: place)
        case 2: bytes.replaceSubrange(place..<end, with: Self.pieces.randomElement(using: &generator) ?? [])
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
        default: if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator) }
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `survives 5,000 mutations, all readers agree, and what is taken writes and reads back equal`(_ seed: UInt64)
        throws
    {
        var generator = SeededGenerator(seed: seed)
        var takenCount = 0
        for round in 0..<5000 {
            var bytes = Self.originals.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&bytes, using: &generator) }
            let reading = expectAgreement(on: bytes, "seed \(seed), round \(round)")
            switch reading {
            case .success(let value):
                takenCount += 1
                #expect(try JSONParser.parse(value.bytes) == value, "seed \(seed), round \(round)")
            case .failure(let error):
                #expect((0...bytes.count).contains(error.offset), "seed \(seed), round \(round)")
            }
        }
        #expect(takenCount > 500, "too few mutations were JSON to say anything")
    }
}
