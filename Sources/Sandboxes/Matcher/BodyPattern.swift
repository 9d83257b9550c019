internal import Bytes
internal import HTTP
internal import JSON

/// Members that a body must have: a JSON subset.
///
/// Most bodies that do not match are told by a search for bytes, which is many times faster than
/// parsing. A class, since each entry of the log is compared with it: one reference is copied.
final class BodyPattern: Sendable {
    let members: JSONObject
    /// A string with its quotation marks that is in each matching body without escapes.
    private let needle: [UInt8]
    /// The index of a byte of it that is rare in bodies.
    private let anchor: Int

    init(_ members: JSONObject) {
        self.members = members
        var strings = Strings()
        strings.include(members)
        let string = Self.longest(of: strings.values) ?? Self.longest(of: strings.names)
        needle = string.map { JSONValue.string($0).bytes } ?? []
        anchor = needle.firstIndex { !Self.isFrequent($0) } ?? min(1, needle.count)
    }

    /// The strings of a pattern.
    private struct Strings {
        var names: [String] = []
        var values: [String] = []

        mutating func include(_ object: JSONObject) {
            for member in object.members {
                names.append(member.name)
                include(member.value)
            }
        }

        private mutating func include(_ value: JSONValue) {
            switch value {
            case .string(let text): values.append(text)
            case .array(let elements): for element in elements { include(element) }
            case .object(let object): include(object)
            case .null, .bool, .number: break
            }
        }
    }

    private static func longest(of strings: [String]) -> String? {
        strings.max { $0.utf8.count < $1.utf8.count }
    }

    private static func isFrequent(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "\""), UInt8(ascii: " "): true
        default: false
        }
    }

    /// Whether a body can match.
    ///
    /// Without a backslash a string has one form only. A body with one has to be parsed.
    func mayMatch(_ body: Span<UInt8>) -> Bool {
        if needle.isEmpty { return true }
        var start = 0
        while start < body.count {
            let end = min(start + Self.blockByteCount, body.count)
            if hasCandidate(body.extracting(start..<end)), mayMatch(body, from: start, to: end) {
                return true
            }
            start = end
        }
        return false
    }

    private static let blockByteCount = 256

    /// Whether there is an anchor or a backslash, eight bytes in one step.
    private func hasCandidate(_ block: Span<UInt8>) -> Bool {
        let anchors = ByteWord.everyByte &* UInt64(needle[anchor])
        let backslashes = ByteWord.everyByte &* UInt64(UInt8(ascii: "\\"))
        var marks: UInt64 = 0
        var index = 0
        while index &+ 8 <= block.count {
            let word = ByteWord.load(block, at: index)
            marks |= ByteWord.zeros(in: word ^ anchors) | ByteWord.zeros(in: word ^ backslashes)
            index &+= 8
        }
        // What is left of a word is compared byte by byte, with its block.
        return marks != 0 || index < block.count
    }

    private func mayMatch(_ body: Span<UInt8>, from start: Int, to end: Int) -> Bool {
        let needle = needle
        for index in start..<end {
            if body[index] == UInt8(ascii: "\\") { return true }
            guard body[index] == needle[anchor] else { continue }
            let range = index - anchor..<index - anchor + needle.count
            guard range.lowerBound >= 0, range.upperBound <= body.count else { continue }
            if body.extracting(range).hasSameBytes(as: needle.span) { return true }
        }
        return false
    }
}
