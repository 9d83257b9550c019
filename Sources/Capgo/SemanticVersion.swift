internal import Bytes

/// The form of a bundle's name: Semantic Versioning 2.0.0 (https://semver.org).
enum SemanticVersion {
    /// The form as a regular expression, for the OpenAPI document.
    static let pattern =
        #"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"#
        + #"(-(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*)?"#
        + #"(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$"#

    /// Whether a string is `1.2.3` with optional `-pre.release` and `+build.metadata`.
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
    /// Splits at the first `byte`; the second part is nil if it does not occur.
    fileprivate func divided(at byte: UInt8) -> (SubSequence, SubSequence?) {
        guard let index = firstIndex(of: byte) else { return (self[...], nil) }
        return (self[..<index], self[self.index(after: index)...])
    }

    fileprivate var parts: [SubSequence] {
        split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    }

    /// Whether it is a number without leading zeros.
    fileprivate var isNumber: Bool {
        !isEmpty && allSatisfy(\.isDecimalDigit) && (count == 1 || first != UInt8(ascii: "0"))
    }

    fileprivate var isIdentifier: Bool {
        !isEmpty && allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
    }

    /// Whether it is a pre-release identifier: an identifier of digits only has no leading zeros.
    fileprivate var isPrereleaseIdentifier: Bool {
        isIdentifier && (isNumber || !allSatisfy(\.isDecimalDigit))
    }
}

extension UInt8 {

    /// Whether the byte is an ASCII letter or digit.
    var isAlphanumeric: Bool {
        isDecimalDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
}
