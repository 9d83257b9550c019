extension String {
    /// The string as lower-case ASCII letters, digits and single hyphens; nil if nothing remains.
    package var slug: String? {
        let words = lowercased().utf8.split { !$0.isSlugByte }
        return words.isEmpty ? nil : words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
    }
}

extension UInt8 {
    fileprivate var isSlugByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
