import Glibc
import Persistence
import Synchronization

/// A file system that does as it is told until the n-th call that changes something, and then fails.
final class FaultyFiles: FileSystem {
    /// What happens at the call.
    enum Fault: Sendable, CaseIterable {
        /// It fails once, and nothing of it is done.
        case once
        /// A write does a part of its work, and then fails, once.
        case halfWay
        /// It fails, and so does everything after it: the device is gone, or the power is.
        case forGood
    }

    private struct State {
        var callCount = 0
        var foldersSynchronized: [String] = []
        var isGone = false
        var isHealed = false
        var failingCall: Int?
        var fault: Fault
    }

    private let state: Mutex<State>
    private let system = SystemFiles()
    private let code: Int32
    private let mountPoint: String?
    private let hasLocksAndFlushes: Bool

    /// - Parameters:
    ///   - failingCall: counted from 1; nil lets all go well.
    ///   - fault: what happens then.
    ///   - code: what the system says, such as `ENOSPC`.
    ///   - mountPoint: a folder that cannot be renamed, since another file system begins there.
    ///   - hasLocksAndFlushes: whether the file system has locks and can flush folders.
    init(
        failingCall: Int? = nil, fault: Fault = .once, code: Int32 = ENOSPC, mountPoint: String? = nil,
        hasLocksAndFlushes: Bool = true
    ) {
        self.hasLocksAndFlushes = hasLocksAndFlushes
        self.mountPoint = mountPoint
        state = Mutex(State(failingCall: failingCall, fault: fault))
        self.code = code
    }

    /// Makes a call to come fail, counted from the first one of all.
    func fail(atCall call: Int, _ fault: Fault) {
        state.withLock { state in
            state.failingCall = call
            state.fault = fault
        }
    }

    /// Makes everything fail from now on.
    func breakDown() {
        state.withLock { $0.isGone = true }
    }

    /// Makes everything succeed from now on.
    func heal() {
        state.withLock { state in
            state.isGone = false
            state.isHealed = true
        }
    }

    /// How many calls changed something.
    var callCount: Int { state.withLock { $0.callCount } }

    /// The folders whose names are on the device, in the order of the calls.
    var foldersSynchronized: [String] { state.withLock { $0.foldersSynchronized } }

    /// Counts a call that changes something.
    ///
    /// - Returns: whether it is the one to fail.
    private func isFaulty() -> Bool {
        state.withLock { state in
            state.callCount += 1
            guard !state.isHealed, state.callCount == state.failingCall || state.isGone else { return state.isGone }
            if state.fault == .forGood { state.isGone = true }
            return true
        }
    }

    private func checked<Result>(_ path: String, _ body: () throws(FileError) -> Result) throws(FileError) -> Result {
        if isFaulty() { throw FileError(path: path, code: code) }
        return try body()
    }

    func open(_ path: String, for purpose: OpenPurpose) throws(FileError) -> OpenFile {
        if purpose == .reading { return try system.open(path, for: purpose) }
        return try checked(path) { () throws(FileError) in try system.open(path, for: purpose) }
    }

    func write(_ bytes: [UInt8], from offset: Int, to file: OpenFile) throws(FileError) -> Int {
        // Every write is a short one, so that going on after one is tested all the time.
        let end = offset + max(1, (bytes.count - offset) * 2 / 3)
        if isFaulty() {
            if state.withLock({ $0.fault }) != .once {
                _ = try system.write(Array(bytes[..<end]), from: offset, to: file)
            }
            throw FileError(path: file.path, code: code)
        }
        return try system.write(bytes.count - offset > 4096 ? bytes : Array(bytes[..<end]), from: offset, to: file)
    }

    func read(_ file: OpenFile, byteCountMax: Int) throws(FileError) -> [UInt8] {
        try system.read(file, byteCountMax: byteCountMax)
    }

    func byteCount(of file: OpenFile) throws(FileError) -> Int {
        try system.byteCount(of: file)
    }

    func synchronize(_ file: OpenFile) throws(FileError) {
        try checked(file.path) { () throws(FileError) in try system.synchronize(file) }
    }

    func truncate(_ file: OpenFile, to byteCount: Int) throws(FileError) {
        try checked(file.path) { () throws(FileError) in try system.truncate(file, to: byteCount) }
    }

    func close(_ file: OpenFile) {
        system.close(file)
    }

    /// Is always had: a test leaves one emulator behind, as a crash does, and starts the next in the same process.
    func isSame(_ file: OpenFile, as path: String) -> Bool {
        system.isSame(file, as: path)
    }

    func lock(_ file: OpenFile) throws(FileError) -> Bool {
        if !hasLocksAndFlushes { throw FileError(path: file.path, code: ENOLCK, operation: "flock") }
        return true
    }

    func rename(_ path: String, to newPath: String) throws(FileError) {
        if path == mountPoint { throw FileError(path: newPath, code: EBUSY) }
        try checked(path) { () throws(FileError) in try system.rename(path, to: newPath) }
    }

    func remove(_ path: String) throws(FileError) {
        try checked(path) { () throws(FileError) in try system.remove(path) }
    }

    func removeFolder(_ path: String) throws(FileError) {
        try checked(path) { () throws(FileError) in try system.removeFolder(path) }
    }

    func makeFolder(_ path: String) throws(FileError) {
        try checked(path) { () throws(FileError) in try system.makeFolder(path) }
    }

    func synchronizeFolder(_ path: String) throws(FileError) {
        if !hasLocksAndFlushes { throw FileError(path: path, code: EINVAL, operation: "fsync") }
        try checked(path) { () throws(FileError) in try system.synchronizeFolder(path) }
        state.withLock { $0.foldersSynchronized.append(path) }
    }

    func names(in folder: String) throws(FileError) -> [String] {
        try system.names(in: folder)
    }

    func modificationTime(_ path: String) throws(FileError) -> Int64 {
        try system.modificationTime(path)
    }
}
