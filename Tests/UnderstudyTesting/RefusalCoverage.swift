package import Emulation
internal import JSON

/// Finds the refusals of a catalogue that no test has provoked.
package enum RefusalCoverage {
    /// Returns the kinds whose answer is not among the replies, by status and sentence.
    ///
    /// A part in angle brackets of a declared sentence stands for any text.
    package static func missing<Kind: Refusal>(_ type: Kind.Type, in replies: [Reply]) -> [Kind] {
        let given = replies.compactMap { reply in reply.json["error"]?.string.map { (reply.status, $0) } }
        return Kind.allCases.filter { kind in
            !given.contains { $0.0 == kind.status && matches($0.1, kind.message) }
        }
    }

    private static func matches(_ text: String, _ pattern: String) -> Bool {
        guard let start = pattern.firstIndex(of: "<"), let end = pattern.firstIndex(of: ">") else {
            return text == pattern
        }
        return text.hasPrefix(pattern[..<start]) && text.hasSuffix(pattern[pattern.index(after: end)...])
            && text.count >= pattern.count - pattern[start...end].count
    }
}
