/// Forms that a text can be asked to have.
package enum TextFormat: Sendable {
    /// Tells whether a text is written like a UUID of any version: 8-4-4-4-12 hexadecimal digits of either case.
    package static func isUUID(_ text: String) -> Bool {
        let bytes = text.utf8.span
        guard bytes.count == 36 else { return false }
        for place in bytes.indices {
            let isHyphenPlace = place == 8 || place == 13 || place == 18 || place == 23
            guard isHyphenPlace ? bytes[place] == UInt8(ascii: "-") : bytes[place].isHexadecimalDigit else {
                return false
            }
        }
        return true
    }

    /// Tells whether a text can be sent as a credential: visible ASCII characters, at least one.
    package static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// Tells whether a text looks like an e-mail address: something without spaces, `@`, a name with a dot inside.
    package static func isEmail(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, let domain = parts.last, !(parts.first?.isEmpty ?? true) else { return false }
        guard !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) else { return false }
        let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
    }
}

extension UInt8 {
    fileprivate var isHexadecimalDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "a")...UInt8(ascii: "f"):
            true
        default: false
        }
    }
}
