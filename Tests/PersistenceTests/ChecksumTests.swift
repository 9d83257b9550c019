import Emulation
import Testing

@testable import Persistence

@Suite struct ChecksumTests {
    /// RFC 3720, appendix B.4, and the check value of the catalogue of CRC algorithms (CRC-32/ISCSI).
    static let vectors: [(name: String, bytes: [UInt8], value: UInt32)] = [
        ("nothing", [], 0),
        ("123456789", Array("123456789".utf8), 0xE306_9283),
        ("32 zeros", [UInt8](repeating: 0, count: 32), 0x8A91_36AA),
        ("32 ones", [UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
        ("0 to 31", Array(0..<32), 0x46DD_794E),
    ]

    @Test(arguments: vectors)
    func `the published values come out`(row: (name: String, bytes: [UInt8], value: UInt32)) {
        #expect(Checksum.of(row.bytes.span) == row.value)
    }

    @Test func `pieces give what the whole gives`() {
        let bytes = [UInt8]("a journal record and a little more than that".utf8)
        for cut in 0...bytes.count {
            var checksum = Checksum()
            checksum.update(bytes.span.extracting(0..<cut))
            checksum.update(bytes.span.extracting(cut..<bytes.count))
            #expect(checksum.value == Checksum.of(bytes.span))
        }
    }

    @Test func `eight bytes at a time give what one at a time gives`() {
        var random = RandomSource(seed: 1)
        let bytes = (0..<200).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        for start in 0..<16 {
            for end in start...bytes.count {
                var singly = Checksum()
                for place in start..<end { singly.update(bytes.span.extracting(place..<place + 1)) }
                #expect(Checksum.of(bytes.span.extracting(start..<end)) == singly.value, "\(start)..<\(end)")
            }
        }
    }
}
