/// CRC-32C (Castagnoli), as in iSCSI (RFC 3720, appendix B.4): what tells a whole journal record from a torn or damaged one.
struct Checksum: Sendable, Equatable {
    private var register: UInt32 = .max

    /// The checksum of everything taken in so far.
    var value: UInt32 { ~register }

    /// Takes in the next bytes.
    mutating func update(_ bytes: Span<UInt8>) {
        let table = Self.table.span
        var register = register
        for place in bytes.indices {
            register = table[Int(UInt8(truncatingIfNeeded: register) ^ bytes[place])] ^ register >> 8
        }
        self.register = register
    }

    /// Returns the checksum of some bytes.
    static func of(_ bytes: Span<UInt8>) -> UInt32 {
        var checksum = Checksum()
        checksum.update(bytes)
        return checksum.value
    }

    static let digitCount = 8

    /// Writes a checksum as eight lower-case hexadecimal digits.
    static func text(_ checksum: UInt32) -> String {
        let digits = String(checksum, radix: 16)
        return String(repeating: "0", count: digitCount - digits.utf8.count) + digits
    }

    /// The polynomial with its bits reversed, as the table needs it.
    private static let polynomial: UInt32 = 0x82F6_3B78

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { register, _ in
            register & 1 == 1 ? register >> 1 ^ polynomial : register >> 1
        }
    }
}
