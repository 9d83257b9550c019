/// The form of a bundle's name: Semantic Versioning 2.0.0 (https://semver.org).
enum SemanticVersion {
    /// Tells whether a text is `1.2.3`, with `-pre.release` and `+build.metadata` where wanted.
    static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8
        let (version, build) = bytes.divided(at: UInt8(ascii: "+"))
        let (core, prerelease) = version.divided(at: UInt8(ascii: "-"))
        let numbers = core.parts
        return numbers.count == 3 && numbers.allSatisfy(\.isNumber)
            && (prerelease?.parts.allSatisfy(\.isPrereleaseIdentifier) ?? true)
            && (build?.parts.allSatisfy(\.isIdentifier) ?? true)
    }
}

extension Collection<UInt8> where SubSequence: Collection<UInt8> {
    /// What stands before the first such byte, and what stands behind it.
    fileprivate func divided(at byte: UInt8) -> (SubSequence, SubSequence?) {
        guard let index = firstIndex(of: byte) else { return (self[...], nil) }
        return (self[..<index], self[self.index(after: index)...])
    }

    fileprivate var parts: [SubSequence] {
        split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    }

    /// A number without zeros in front.
    fileprivate var isNumber: Bool {
        !isEmpty && allSatisfy(\.isDigit) && (count == 1 || first != UInt8(ascii: "0"))
    }

    fileprivate var isIdentifier: Bool {
        !isEmpty && allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
    }

    /// Digits alone are a number there, and stand without zeros in front.
    fileprivate var isPrereleaseIdentifier: Bool {
        isIdentifier && (isNumber || !allSatisfy(\.isDigit))
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// Whether it is an ASCII letter or digit.
    var isAlphanumeric: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
}
