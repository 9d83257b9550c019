import Glibc
import Persistence
import Synchronization

/// A file system in memory that tells apart what a power loss takes: bytes are durable once their file was synchronized,
/// and names once their folder was.
///
/// Before each call that changes something, it records the disk as it is then. So a test runs through once, and then looks
/// at a power loss at every point.
final class VolatileFiles: FileSystem {
    private struct Opened {
        let node: Int
        var offset = 0
    }

    private struct State {
        var disk: VolatileDisk
        var images: [VolatileDisk] = []
        var opened: [Int32: Opened] = [:]
        var descriptorCount: Int32 = 0
        var times: [Int: Int64] = [:]
        var time: Int64 = 1_770_984_000_000
    }

    private let state: Mutex<State>

    init(_ tree: VolatileTree = VolatileTree()) {
        state = Mutex(State(disk: VolatileDisk(tree)))
    }

    /// The file system after a power loss, to be started on anew.
    convenience init(_ disk: VolatileDisk, after loss: VolatileDisk.PowerLoss) {
        self.init(disk.tree(after: loss))
    }

    /// The disk before each call that changed something, in order, and as it is now.
    var images: [VolatileDisk] { state.withLock { $0.images + [$0.disk] } }

    /// How many calls changed something.
    var callCount: Int { state.withLock { $0.images.count } }

    private func change<Result: Sendable>(
        recording: Bool = true, _ body: (inout State) throws(FileError) -> sending Result
    ) throws(FileError) -> Result {
        try state.withLock { state throws(FileError) in
            if recording { state.images.append(state.disk) }
            return try body(&state)
        }
    }

    func open(_ path: String, for purpose: OpenPurpose) throws(FileError) -> OpenFile {
        try change(recording: purpose != .reading) { state throws(FileError) in
            let node: Int
            if let there = state.disk.tree.node(path) {
                node = there
                guard state.disk.tree.files[node] != nil || purpose == .reading else {
                    throw FileError(path: path, code: EISDIR)
                }
                if purpose == .writing { state.disk.make(.truncate(file: node, byteCount: 0)) }
            } else {
                guard purpose != .reading, purpose != .extending else { throw .missing(path) }
                let (folder, name) = try Self.place(path, state.disk.tree)
                node = state.disk.makeNode(isFolder: false)
                state.disk.make(.names([.init(folder: folder, name: name, node: node)]))
            }
            state.descriptorCount += 1
            state.opened[state.descriptorCount] = Opened(node: node)
            return OpenFile(path: path, descriptor: state.descriptorCount)
        }
    }

    func write(_ bytes: [UInt8], from offset: Int, to file: OpenFile) throws(FileError) -> Int {
        try change { state throws(FileError) in
            guard let opened = state.opened[file.descriptor] else { throw FileError(path: file.path, code: EBADF) }
            let written = Array(bytes[offset...])
            state.disk.make(.write(file: opened.node, offset: opened.offset, bytes: written))
            state.opened[file.descriptor]?.offset += written.count
            state.time += 1
            state.times[opened.node] = state.time
            return written.count
        }
    }

    func read(_ file: OpenFile, byteCountMax: Int) throws(FileError) -> [UInt8] {
        try state.withLock { state throws(FileError) in
            guard let opened = state.opened[file.descriptor] else { throw FileError(path: file.path, code: EBADF) }
            guard let content = state.disk.tree.files[opened.node] else {
                throw FileError(path: file.path, code: EISDIR)
            }
            let bytes = content.dropFirst(opened.offset).prefix(byteCountMax)
            state.opened[file.descriptor]?.offset += bytes.count
            return Array(bytes)
        }
    }

    func byteCount(of file: OpenFile) throws(FileError) -> Int {
        state.withLock { state in
            state.opened[file.descriptor].flatMap { state.disk.tree.files[$0.node]?.count } ?? 0
        }
    }

    func synchronize(_ file: OpenFile) throws(FileError) {
        try change { state throws(FileError) in
            guard let opened = state.opened[file.descriptor] else { throw FileError(path: file.path, code: EBADF) }
            state.disk.synchronize(opened.node)
        }
    }

    func truncate(_ file: OpenFile, to byteCount: Int) throws(FileError) {
        try change { state throws(FileError) in
            guard let opened = state.opened[file.descriptor] else { throw FileError(path: file.path, code: EBADF) }
            state.disk.make(.truncate(file: opened.node, byteCount: byteCount))
            state.opened[file.descriptor]?.offset = byteCount
        }
    }

    func close(_ file: OpenFile) {
        state.withLock { $0.opened[file.descriptor] = nil }
    }

    /// Is always had: a test leaves one emulator behind, as a crash does, and starts the next in the same process.
    func lock(_ file: OpenFile) throws(FileError) -> Bool {
        true
    }

    func isSame(_ file: OpenFile, as path: String) -> Bool {
        state.withLock { state in
            state.opened[file.descriptor].map { $0.node == state.disk.tree.node(path) } ?? false
        }
    }

    func rename(_ path: String, to newPath: String) throws(FileError) {
        try change { state throws(FileError) in
            guard let node = state.disk.tree.node(path) else { throw .missing(path) }
            let (folder, name) = try Self.place(path, state.disk.tree)
            let (newFolder, newName) = try Self.place(newPath, state.disk.tree)
            if let replaced = state.disk.tree.node(newPath),
                state.disk.tree.folders[replaced].map(Self.isEmpty) == false
            {
                throw FileError(path: newPath, code: ENOTEMPTY)
            }
            state.disk.make(
                .names([
                    .init(folder: folder, name: name, node: nil),
                    .init(folder: newFolder, name: newName, node: node),
                ]))
        }
    }

    func remove(_ path: String) throws(FileError) {
        try change { state throws(FileError) in
            guard state.disk.tree.node(path) != nil else { throw .missing(path) }
            let (folder, name) = try Self.place(path, state.disk.tree)
            state.disk.make(.names([.init(folder: folder, name: name, node: nil)]))
        }
    }

    func removeFolder(_ path: String) throws(FileError) {
        try change { state throws(FileError) in
            guard let node = state.disk.tree.node(path), let names = state.disk.tree.folders[node] else {
                throw .missing(path)
            }
            guard Self.isEmpty(names) else { throw FileError(path: path, code: ENOTEMPTY) }
            let (folder, name) = try Self.place(path, state.disk.tree)
            state.disk.make(.names([.init(folder: folder, name: name, node: nil)]))
        }
    }

    private static func isEmpty(_ names: [String: Int]) -> Bool { names.isEmpty }

    func makeFolder(_ path: String) throws(FileError) {
        try change { state throws(FileError) in
            guard state.disk.tree.node(path) == nil else { throw FileError(path: path, code: EEXIST) }
            let (folder, name) = try Self.place(path, state.disk.tree)
            let node = state.disk.makeNode(isFolder: true)
            state.disk.make(.names([.init(folder: folder, name: name, node: node)]))
        }
    }

    func synchronizeFolder(_ path: String) throws(FileError) {
        try change { state throws(FileError) in
            guard let node = state.disk.tree.node(path) else { throw .missing(path) }
            state.disk.synchronize(node)
        }
    }

    func names(in folder: String) throws(FileError) -> [String] {
        try state.withLock { state throws(FileError) in
            guard let node = state.disk.tree.node(folder) else { throw .missing(folder) }
            guard let names = state.disk.tree.folders[node] else { throw FileError(path: folder, code: ENOTDIR) }
            return names.keys.sorted()
        }
    }

    func modificationTime(_ path: String) throws(FileError) -> Int64 {
        try state.withLock { state throws(FileError) in
            guard let node = state.disk.tree.node(path), state.disk.tree.files[node] != nil else {
                throw .missing(path)
            }
            return state.times[node] ?? 0
        }
    }

    /// The folder of a path, and its name there.
    private static func place(_ path: String, _ tree: VolatileTree) throws(FileError) -> (folder: Int, name: String) {
        let names = path.split(separator: "/")
        guard let name = names.last, let folder = tree.node(names.dropLast().joined(separator: "/")) else {
            throw .missing(path)
        }
        return (folder, String(name))
    }
}
