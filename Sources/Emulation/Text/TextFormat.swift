internal import Bytes

/// Forms that a string can be required to have.
package enum TextFormat: Sendable {
    /// Whether a string has the form of a UUID of any version: 8-4-4-4-12 hexadecimal digits of either case.
    package static func isUUID(_ text: String) -> Bool {
        let bytes = text.utf8.span
        guard bytes.count == 36 else { return false }
        for index in bytes.indices {
            let isHyphen = index == 8 || index == 13 || index == 18 || index == 23
            guard isHyphen ? bytes[index] == UInt8(ascii: "-") : bytes[index].hexadecimalValue != nil else {
                return false
            }
        }
        return true
    }

    /// Whether a string can be sent as a credential: visible ASCII characters, at least one.
    package static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// Whether a string has the form `^[a-z0-9]+(-[a-z0-9]+)*$`.
    package static func isSlug(_ text: String) -> Bool {
        text.slug == text
    }

    /// Whether a string looks like an e-mail address on the Internet: the domain has a dot inside.
    package static func isInternetEmail(_ text: String) -> Bool {
        guard isEmail(text), let domain = text.utf8.split(separator: UInt8(ascii: "@")).last else {
            return false
        }
        return domain.contains(UInt8(ascii: "."))
    }

    /// Whether a string looks like an e-mail address: something without spaces, `@`, a domain such
    /// as `localhost`.
    package static func isEmail(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, let domain = parts.last, !(parts.first?.isEmpty ?? true) else { return false }
        guard !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) else { return false }
        let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.allSatisfy { !$0.isEmpty }
    }
}
