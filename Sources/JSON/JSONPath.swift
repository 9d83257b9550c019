/// The way from the root of a JSON text to one of its values.
package struct JSONPath: Sendable, Hashable {
    /// One step down.
    package enum Step: Sendable, Hashable {
        case member(String)
        /// An index of an array, from 0.
        case index(Int)
    }

    /// The steps from the root down.
    package let steps: [Step]

    /// Makes the path of those steps; without any it is the root.
    package init(steps: [Step] = []) {
        self.steps = steps
    }

    /// Makes the path of an item of a query, whose first dot is between two members.
    package init(dotted name: String) {
        let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isNested = parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
        steps = isNested ? parts.map { .member(String($0)) } : [.member(name)]
    }

    /// Returns the path of a member of the object at this path.
    package func appending(member name: String) -> JSONPath {
        JSONPath(steps: steps + [.member(name)])
    }

    /// Returns the path of an element of the array at this path.
    package func appending(index: Int) -> JSONPath {
        JSONPath(steps: steps + [.index(index)])
    }
}

extension JSONPath: CustomStringConvertible {
    /// The way as code would spell it: `cavos.apps[2].name`.
    ///
    /// The root is `$`, which is also written before a first step that is not a plain name: `$["odd name"][0]`.
    package var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .member(let name) where Self.isPlain(name):
                text += text.isEmpty ? name : "." + name
            case .member(let name):
                text += (text.isEmpty ? "$" : "") + "[" + JSONValue.string(name).text + "]"
            case .index(let index):
                text += (text.isEmpty ? "$" : "") + "[\(index)]"
            }
        }
        return text.isEmpty ? "$" : text
    }

    /// Whether a name can be written without quotation marks: an ASCII identifier of JavaScript, but not `$`,
    /// the root.
    private static func isPlain(_ name: String) -> Bool {
        guard let first = name.utf8.first, first.isIdentifierStart, name != "$" else {
            return false
        }
        return name.utf8.allSatisfy { $0.isIdentifierStart || 0x30...0x39 ~= $0 }
    }
}

extension UInt8 {
    fileprivate var isIdentifierStart: Bool {
        0x61...0x7A ~= self | 0x20 || self == UInt8(ascii: "_") || self == UInt8(ascii: "$")
    }
}
