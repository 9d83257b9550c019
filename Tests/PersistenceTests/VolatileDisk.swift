/// What a disk holds, and which of it outlives a power loss.
///
/// The log has every change since the beginning. A change is durable once its file, or the folders of its names, were
/// synchronized after it. A power loss replays the log with the durable changes and with any of the others.
struct VolatileDisk: Sendable {
    /// What becomes of the changes that were not synchronized.
    enum PowerLoss: Sendable, CustomStringConvertible {
        /// The process was killed, and the system wrote out everything later.
        case keepsAll
        case losesAll
        /// Each change is lost or not; a write may also be cut short.
        case losesSome(seed: UInt64)

        var description: String {
            switch self {
            case .keepsAll: "nothing unsynchronized is lost"
            case .losesAll: "everything unsynchronized is lost"
            case .losesSome(let seed): "some of the unsynchronized is lost (seed \(seed))"
            }
        }
    }

    enum Change: Sendable {
        case write(file: Int, offset: Int, bytes: [UInt8])
        case truncate(file: Int, byteCount: Int)
        /// Names that appear, or disappear (nil), together: two of them make a rename.
        case names([Name])
    }

    struct Name: Sendable {
        let folder: Int
        let name: String
        let node: Int?
    }

    private struct Entry: Sendable {
        let change: Change
        /// The nodes that are still to be synchronized; the change is durable when none is left.
        var unsynchronized: Set<Int>
    }

    private let base: VolatileTree
    private(set) var tree: VolatileTree
    private var log: [Entry] = []

    init(_ tree: VolatileTree = VolatileTree()) {
        base = tree
        self.tree = tree
    }

    mutating func make(_ change: Change) {
        let nodes: Set<Int> =
            switch change {
            case .write(let file, _, _), .truncate(let file, _): [file]
            case .names(let names): Set(names.map(\.folder))
            }
        tree.apply(change)
        log.append(Entry(change: change, unsynchronized: nodes))
    }

    mutating func makeNode(isFolder: Bool) -> Int {
        tree.makeNode(isFolder: isFolder)
    }

    mutating func synchronize(_ node: Int) {
        for index in log.indices { log[index].unsynchronized.remove(node) }
    }

    /// What is there after a power loss.
    func tree(after loss: PowerLoss) -> VolatileTree {
        var random = SplitMix(state: 0)
        if case .losesSome(let seed) = loss { random = SplitMix(state: seed) }
        var survivor = base
        survivor.adoptNodes(of: tree)
        for entry in log {
            guard !entry.unsynchronized.isEmpty else {
                survivor.apply(entry.change)
                continue
            }
            switch loss {
            case .keepsAll: survivor.apply(entry.change)
            case .losesAll: continue
            case .losesSome:
                let isKept = Bool.random(using: &random)
                if case .write(let file, let offset, let bytes) = entry.change, Bool.random(using: &random) {
                    let count = Int.random(in: 0...bytes.count, using: &random)
                    survivor.apply(.write(file: file, offset: offset, bytes: Array(bytes.prefix(count))))
                } else if isKept {
                    survivor.apply(entry.change)
                }
            }
        }
        return survivor
    }

    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}

/// Files and folders by node, as in a file system: a name is an entry of a folder, and the root is node 0.
struct VolatileTree: Sendable {
    private(set) var files: [Int: [UInt8]] = [:]
    private(set) var folders: [Int: [String: Int]] = [0: [:]]
    private var nodeCount = 1

    /// Makes an empty file or folder without a name.
    mutating func makeNode(isFolder: Bool) -> Int {
        let node = nodeCount
        nodeCount += 1
        if isFolder { folders[node] = [:] } else { files[node] = [] }
        return node
    }

    /// Makes the nodes that another tree has besides, all empty.
    mutating func adoptNodes(of other: VolatileTree) {
        while nodeCount < other.nodeCount { _ = makeNode(isFolder: other.folders[nodeCount] != nil) }
    }

    mutating func apply(_ change: VolatileDisk.Change) {
        switch change {
        case .write(let file, let offset, let bytes):
            var content = files[file] ?? []
            if content.count < offset + bytes.count {
                content += Array(repeating: 0, count: offset + bytes.count - content.count)
            }
            content.replaceSubrange(offset..<offset + bytes.count, with: bytes)
            files[file] = content
        case .truncate(let file, let byteCount):
            let content = files[file] ?? []
            files[file] = content.prefix(byteCount) + Array(repeating: 0, count: max(0, byteCount - content.count))
        case .names(let names):
            for name in names { folders[name.folder]?[name.name] = name.node }
        }
    }

    /// The node of a path; nil when there is none.
    func node(_ path: some StringProtocol) -> Int? {
        path.split(separator: "/").reduce(0) { node, name in node.flatMap { folders[$0]?[String(name)] } }
    }
}
