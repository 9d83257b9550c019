internal import JSON

/// Finds the offsets of the values at many paths, in one pass over the text.
///
/// So a seed with many problems is read only once more, not once for each problem.
struct JSONOffsets {
    /// A value that a path leads to or through.
    private struct Node {
        let parent: Int
        /// The offset of the value; nil if it was not found yet.
        var offset: Int?
        var members: [ByteString: Int] = [:]
        var elements: [Int: Int] = [:]
    }

    private var nodes = [Node(parent: 0, offset: nil)]

    private init() {}

    /// Returns the offset of the value at each path, or of the nearest enclosing value that exists.
    ///
    /// The text must be valid JSON.
    static func offsets(of paths: [JSONPath], in bytes: [UInt8]) -> [Int] {
        var finder = JSONOffsets()
        let ends = paths.map { finder.insert($0) }
        var cursor = JSONCursor(bytes, at: bytes.firstIndex { !$0.isWhiteSpace } ?? 0)
        try? finder.walk(&cursor, 0)
        return ends.map { finder.offset(of: $0) }
    }

    private mutating func insert(_ path: JSONPath) -> Int {
        path.steps.reduce(0) { child(of: $0, at: $1) }
    }

    private mutating func child(of node: Int, at step: JSONPath.Step) -> Int {
        switch step {
        case .member(let name):
            if let found = nodes[node].members[name] { return found }
            nodes[node].members[name] = nodes.count
        case .index(let index):
            if let found = nodes[node].elements[index] { return found }
            nodes[node].elements[index] = nodes.count
        }
        nodes.append(Node(parent: node, offset: nil))
        return nodes.count - 1
    }

    /// Stores the offset of the next value, and descends into it if a path does.
    private mutating func walk(_ cursor: inout JSONCursor, _ node: Int) throws(JSONSyntaxError) {
        nodes[node].offset = cursor.offset
        if cursor.isAtObject, !nodes[node].members.isEmpty {
            try cursor.enterObject()
            while let name = try cursor.nextMember() {
                if let child = nodes[node].members[name] { try walk(&cursor, child) }
            }
        } else if cursor.isAtArray, !nodes[node].elements.isEmpty {
            try cursor.enterArray()
            var index = 0
            while try cursor.nextElement() {
                if let child = nodes[node].elements[index] { try walk(&cursor, child) }
                index += 1
            }
        }
    }

    private func offset(of node: Int) -> Int {
        var place = node
        while nodes[place].offset == nil, place != 0 { place = nodes[place].parent }
        return nodes[place].offset ?? 0
    }
}

extension UInt8 {
    /// Whether the byte is white space in JSON (RFC 8259, section 2).
    fileprivate var isWhiteSpace: Bool {
        self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09
    }
}
