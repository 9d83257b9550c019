/// CRC-32C (Castagnoli), as in iSCSI (RFC 3720, appendix B.4): detects a torn or damaged journal
/// record or snapshot.
struct Checksum: Sendable, Equatable {
    private var register: UInt32 = .max

    /// The checksum of all bytes so far.
    var value: UInt32 { ~register }

    /// Adds the next bytes: eight at a time with eight tables ("slicing-by-8", Kounavis and Berry,
    /// 2005), then one by one.
    mutating func update(_ bytes: Span<UInt8>) {
        let tables = Self.tables.span
        let raw = unsafe bytes.bytes
        var register = register
        var offset = 0
        while bytes.count - offset >= Self.tableCount {
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
            let mixed = word ^ UInt64(register)
            register = 0
            // The first byte is followed by the most bytes, so it uses the last table.
            for index in 0..<Self.tableCount {
                let byte = Int(truncatingIfNeeded: mixed >> UInt64(8 * index) & 0xFF)
                register ^= unsafe tables[unchecked: (Self.tableCount - 1 - index) << 8 | byte]
            }
            offset += Self.tableCount
        }
        while offset < bytes.count {
            register = tables[Int(UInt8(truncatingIfNeeded: register) ^ bytes[offset])] ^ register >> 8
            offset += 1
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

    /// The polynomial with its bits reversed.
    private static let polynomial: UInt32 = 0x82F6_3B78

    private static let tableCount = 8

    /// Eight tables in one array; table *n* gives the CRC of a byte followed by *n* zero bytes.
    private static let tables: [UInt32] = {
        var tables = (0..<256).map { byte in
            (0..<8).reduce(UInt32(byte)) { register, _ in
                register & 1 == 1 ? register >> 1 ^ polynomial : register >> 1
            }
        }
        for offset in 256..<256 * tableCount {
            let register = tables[offset - 256]
            tables.append(tables[Int(register & 0xFF)] ^ register >> 8)
        }
        return tables
    }()
}
