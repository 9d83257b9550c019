import HTTP
import Testing
import UnderstudyTesting

/// Good requests, damaged at random: nothing traps, nothing depends on splits, nothing piles up.
struct RequestFuzzTests {
    private static let seeds: [UInt64] = [1, 20_260_213, 0xDEAD_BEEF, .max]
    private static let roundsPerSeed = 6_000
    private static let limits = RequestParser.Limits(headBytesMax: 400, bodyBytesMax: 200)

    /// Bytes that matter to the grammar, more often than chance would bring them.
    private static let spices: [UInt8] = Array("\r\n\t \0:;,0159aAfFxX-+/?#*%[]@\u{7F}".utf8) + [0x80, 0xC3, 0xFF]

    @Test(arguments: seeds)
    func `a damaged request neither traps nor depends on how it is split`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for round in 0..<Self.roundsPerSeed {
            let bytes = Self.damaged(&random)
            let whole = Self.run([bytes])
            let split = Self.run(Self.pieces(of: bytes, &random))
            #expect(whole == split, "seed \(seed), round \(round): \(bytes)")
        }
    }

    @Test(arguments: seeds)
    func `what comes out of a damaged request is well formed`(seed: UInt64) {
        var random = SeededGenerator(seed: seed &+ 1)
        for round in 0..<Self.roundsPerSeed / 4 {
            let bytes = Self.damaged(&random)
            for case .request(let request) in Self.run([bytes]) {
                let isWellFormed =
                    request.body.count <= Self.limits.bodyBytesMax && !request.method.rawValue.isEmpty
                    && (request.path.hasPrefix("/") || request.path == "*")
                    && (request.host != nil || request.version == .http10)
                    && request.headers.fields.allSatisfy {
                        !$0.name.isEmpty && !$0.value.utf8.contains { $0 == 13 || $0 == 10 }
                    }
                #expect(isWellFormed, "seed \(seed), round \(round): \(bytes)")
            }
        }
    }

    @Test(arguments: seeds)
    func `plain noise is refused or waited for`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<1_000 {
            let noise = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            #expect(Self.run([noise]) == Self.run(Self.pieces(of: noise, &random)), "seed \(seed): \(noise)")
        }
    }

    /// Feeds pieces and checks after each that what is held stays within the limits.
    private static func run(_ pieces: [[UInt8]]) -> [Event] {
        var driver = ParserDriver(limits: limits)
        for piece in pieces {
            driver.feed(piece)
            let heldMax = limits.headBytesMax * 2 + limits.bodyBytesMax
            if driver.parser.bufferedByteCount > heldMax {
                Issue.record("\(driver.parser.bufferedByteCount) bytes are held")
            }
        }
        return driver.events.filter { $0 != .expectsContinue }
    }

    private static func damaged(_ random: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            bytes += Array((GoodRequest.all.randomElement(using: &random)?.wire ?? "").utf8)
        }
        for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&bytes, &random) }
        return bytes
    }

    private static func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let index = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, index + Int.random(in: 1...20, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes[index] = spices.randomElement(using: &random) ?? 0
        case 2: bytes.insert(spices.randomElement(using: &random) ?? 0, at: index)
        case 3: bytes.remove(at: index)
        case 4: bytes.removeSubrange(index..<end)
        case 5: bytes.insert(contentsOf: Array(bytes[index..<end]), at: Int.random(in: 0...bytes.count, using: &random))
        default: bytes.removeSubrange(index...)
        }
    }

    private static func pieces(of bytes: [UInt8], _ random: inout SeededGenerator) -> [[UInt8]] {
        var (pieces, start): ([[UInt8]], Int) = ([], 0)
        while start < bytes.count {
            let end = min(bytes.count, start + Int.random(in: 1...40, using: &random))
            pieces.append(Array(bytes[start..<end]))
            start = end
        }
        return pieces
    }
}
