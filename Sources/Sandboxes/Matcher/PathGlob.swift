internal import Bytes
internal import HTTP

/// A pattern for paths: `*` is any text within a segment, `**` is any number of segments.
///
/// Compiled once. One slash at the end does not matter, neither in the pattern nor in the path.
/// The time is linear in the lengths of path and pattern for each wildcard, so that no pattern is
/// slow. A class, since each request compares it with each rule: one reference is copied.
final class PathGlob: Sendable {
    /// What matches one segment of a path, or several.
    private enum Segment: Sendable {
        case literal([UInt8])
        /// The parts between the asterisks.
        case pieces([[UInt8]])
        case any
    }

    let text: String
    private let segments: [Segment]
    /// The path begins with these bytes.
    let prefix: [UInt8]
    /// Whether there is no wildcard.
    let isPlain: Bool

    private static let byteCountMax = 1024
    private static let asterisk = UInt8(ascii: "*")
    static let expectation =
        "a path that begins with a slash, such as \"/api/v1/*\" or \"/app/**\", "
        + "of at most \(byteCountMax) bytes"

    /// Compiles a pattern; nil if no path can match it.
    init?(_ text: String) {
        guard text.utf8.count <= Self.byteCountMax, text == "**" || text.utf8.first == .slash else {
            return nil
        }
        self.text = text
        let bytes = ComparedPath.bytes(of: text)
        let parts = ComparedPath.segments(of: bytes).map { Array(bytes[$0]) }
        segments = parts.map { part in
            if part == [Self.asterisk, Self.asterisk] { return .any }
            guard part.contains(Self.asterisk) else { return .literal(part) }
            let pieces = part.split(separator: Self.asterisk, omittingEmptySubsequences: false)
            return .pieces(pieces.map { Array($0) })
        }
        isPlain = !bytes.contains(Self.asterisk)
        var prefix = Array(bytes.prefix { $0 != Self.asterisk })
        // `/app/**` matches `/app` too.
        if !isPlain, prefix.last == .slash { prefix.removeLast() }
        self.prefix = prefix
    }

    /// Whether a path matches.
    func matches(_ path: ComparedPath) -> Bool {
        let (bytes, prefix) = (path.bytes, prefix)
        guard bytes.count >= prefix.count,
            bytes.span.extracting(first: prefix.count).hasSameBytes(as: prefix.span)
        else { return false }
        return isPlain ? bytes.count == prefix.count : matchesSegments(of: path)
    }

    /// Compares segment by segment; after a difference, the last `**` takes one segment more.
    private func matchesSegments(of path: ComparedPath) -> Bool {
        var (own, other) = (0, 0)
        var restart: (own: Int, other: Int)?
        while other < path.segments.count {
            if own < segments.count, case .any = segments[own] {
                restart = (own + 1, other)
                own += 1
            } else if own < segments.count, matches(segments[own], path, path.segments[other]) {
                own += 1
                other += 1
            } else if let last = restart {
                restart = (last.own, last.other + 1)
                (own, other) = (last.own, last.other + 1)
            } else {
                return false
            }
        }
        return segments[own...].allSatisfy { if case .any = $0 { true } else { false } }
    }

    private func matches(_ segment: Segment, _ path: ComparedPath, _ range: Range<Int>) -> Bool {
        let bytes = path.bytes
        let span = bytes.span.extracting(range)
        return switch segment {
        case .any: true
        case .literal(let literal): span.hasSameBytes(as: literal.span)
        case .pieces(let pieces): Self.matches(pieces, span)
        }
    }

    /// The first piece is at the start, the last at the end, each other as early as possible.
    private static func matches(_ pieces: [[UInt8]], _ text: Span<UInt8>) -> Bool {
        let (first, last) = (pieces.first ?? [], pieces.last ?? [])
        guard text.count >= first.count + last.count,
            text.extracting(first: first.count).hasSameBytes(as: first.span),
            text.extracting(last: last.count).hasSameBytes(as: last.span)
        else { return false }
        var start = first.count
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            var isFound = false
            while !isFound, start + piece.count <= text.count - last.count {
                isFound = text.extracting(start..<start + piece.count).hasSameBytes(as: piece.span)
                start += isFound ? piece.count : 1
            }
            if !isFound { return false }
        }
        return true
    }
}

/// A path in the form that patterns are compared with: percent-decoded, without a slash at the end.
final class ComparedPath {
    let bytes: [UInt8]
    /// The ranges between the slashes.
    private(set) lazy var segments = ComparedPath.segments(of: bytes)

    init(_ path: String) {
        bytes = Self.bytes(of: path)
    }

    static func bytes(of path: String) -> [UInt8] {
        let hasEscape = path.utf8.contains(UInt8(ascii: "%"))
        let text = hasEscape ? PercentEncoding.decode(path) ?? path : path
        var bytes = Array(text.utf8)
        if bytes.count > 1, bytes.last == .slash { bytes.removeLast() }
        return bytes
    }

    /// The segments of a path; a leading slash begins no empty segment.
    static func segments(of bytes: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = bytes.first == .slash ? 1 : 0
        for index in bytes.indices.dropFirst(start) where bytes[index] == .slash {
            ranges.append(start..<index)
            start = index + 1
        }
        if start < bytes.count { ranges.append(start..<bytes.count) }
        return ranges
    }
}

extension UInt8 {
    fileprivate static let slash = UInt8(ascii: "/")
}
