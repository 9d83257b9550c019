internal import Emulation

extension IdentifierSource {
    /// Makes an id: what it names, an underscore, 32 hexadecimal digits.
    mutating func id(_ prefix: String) -> String {
        var text = prefix
        text.append("_")
        for part in uuid().split(separator: "-") { text.append(contentsOf: part) }
        return text
    }

    /// Makes a text that cannot be guessed: a prefix and 43 characters of `A-Za-z0-9_-`, which are 256 bits.
    mutating func secret(_ prefix: String) -> String {
        prefix + urlSafeText(length: 43)
    }
}
