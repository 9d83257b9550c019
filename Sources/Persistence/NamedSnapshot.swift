/// A named snapshot, without its content.
package struct NamedSnapshot: Sendable, Equatable {
    package let name: String
    /// The system time of its creation, in milliseconds since 1970.
    package let createdAt: Int64

    package init(name: String, createdAt: Int64) {
        self.name = name
        self.createdAt = createdAt
    }

    private static let nameLengthMax = 63

    /// Whether a name is allowed: `[a-z0-9][a-z0-9._-]{0,62}`, so that it is safe in a path.
    package static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, first.isLetterOrDigit, text.utf8.count <= nameLengthMax else { return false }
        return text.utf8.allSatisfy { $0.isLetterOrDigit || ".-_".utf8.contains($0) }
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }
}
