internal import Emulation

extension IdentifierSource {
    /// Makes an id: the prefix, an underscore, 32 hexadecimal digits.
    mutating func id(_ prefix: String) -> String {
        var text = prefix
        text.append("_")
        for part in uuid().split(separator: "-") { text.append(contentsOf: part) }
        return text
    }

    /// Makes a secret: the prefix and 43 characters of `A-Za-z0-9_-`, 258 random bits.
    mutating func secret(_ prefix: String) -> String {
        prefix + urlSafeText(length: 43)
    }
}
