/// Trimming as the services' own runtime does it: ECMAScript's `String.prototype.trim` (ECMA-262, section 22.1.3.32).
extension String {
    /// The string without leading and trailing white space and line ends.
    package var trimmed: String {
        // Most strings begin and end with a visible ASCII character.
        let visible: ClosedRange<UInt8> = 0x21...0x7E
        if let first = utf8.first, let last = utf8.last, visible.contains(first), visible.contains(last) { return self }
        let scalars = unicodeScalars
        guard let first = scalars.first, let last = scalars.last, first.isTrimmable || last.isTrimmable else {
            return self
        }
        guard let start = scalars.firstIndex(where: { !$0.isTrimmable }),
            let end = scalars.lastIndex(where: { !$0.isTrimmable })
        else { return "" }
        return String(scalars[start...end])
    }

    /// Whether nothing is left after trimming.
    package var isBlank: Bool {
        unicodeScalars.allSatisfy(\.isTrimmable)
    }
}

extension Unicode.Scalar {
    fileprivate var isTrimmable: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: true
        default: false
        }
    }
}
