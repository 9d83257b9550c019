internal import Bytes

/// Strings are compared by their bytes in every file that imports this module: these operators shadow those of the
/// standard library, which compare by canonical equivalence (see `ByteString`).
///
/// The conformance of `String` to `Equatable` and `Hashable` is still that of the standard library. So a `Set`, a
/// `Dictionary` and an `Equatable` that the compiler writes need a `ByteString`.
extension String {
    package static func == (left: String, right: String) -> Bool {
        left.hasSameBytes(as: right)
    }

    package static func != (left: String, right: String) -> Bool {
        !left.hasSameBytes(as: right)
    }
}

extension String? {
    package static func == (left: String?, right: String?) -> Bool {
        switch (left, right) {
        case (.some(let left), .some(let right)): left.hasSameBytes(as: right)
        case (.none, .none): true
        default: false
        }
    }

    package static func != (left: String?, right: String?) -> Bool {
        !(left == right)
    }
}

extension [String] {
    /// Whether an element has the bytes of a string.
    package func contains(_ text: String) -> Bool {
        for element in self where element.hasSameBytes(as: text) { return true }
        return false
    }
}
