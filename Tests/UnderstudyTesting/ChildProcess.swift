internal import CSpawn
internal import Foundation
internal import Synchronization

/// A program that a test starts.
///
/// Every wait for it has a limit, and it does not outlive the test process.
///
/// It is started without Foundation's `Process`, which watches its children by `select`: that reads and writes past its
/// sets as soon as the tests of this process hold more than 1,024 descriptors.
///
/// Threads of its own read what the child prints, so that a child never waits for a reader. The thread that starts the
/// child also waits for its end. This matters: the child asks to be killed when its parent dies (setpriv(1)), and the
/// system takes the thread that started it for the parent.
///
/// Not covered: grandchildren when the test process itself is killed, a child that gives up that request by running a
/// set-user-ID program, and systems without setpriv. At the end of a `ChildProcess` its whole process group is killed.
package final class ChildProcess {
    /// How long a wait may last unless a test says otherwise.
    ///
    /// Generous, as machines that run tests are busy.
    package static let limit = Duration.seconds(120)

    /// The words that make the system kill a child whose parent dies; none where there is no setpriv.
    package static let tether =
        ["/usr/bin/setpriv", "/bin/setpriv"].first(where: FileManager.default.isExecutableFile)
        .map { [$0, "--pdeathsig", "KILL"] } ?? []

    /// How a child ended and what it printed.
    package struct Outcome: Sendable {
        /// The exit status; as in a shell, 128 and the number of the signal that ended it.
        package let status: Int32
        package let output: String
        package let errors: String
    }

    /// A child that did not do in time what the test waited for.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Who reads what the child prints to its standard error.
    package enum ErrorReader: Sendable {
        case thread
        /// Nobody: the pipe fills up.
        case nobody
    }

    /// The process id, also after the child's end.
    package let identifier: Int32

    private let arguments: [String]
    private let record: ChildRecord
    /// The end of the pipe from which the child reads; it sees the end of its input when this is closed.
    private let input: Int32
    private var unreadErrors: Int32?

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - arguments: the program, by its path or as a name that is looked up in `PATH`, and its arguments.
    ///   - launcher: words that run the program in other surroundings, such as `nsenter` with its options.
    ///   - environment: the environment variables of the program.
    ///   - errorReader: who reads what it prints to its standard error.
    /// - Throws: when it cannot be started.
    package init(
        _ arguments: [String], launcher: [String] = [],
        environment: [String: String] = ProcessInfo.processInfo.environment,
        errorReader: ErrorReader = .thread
    ) throws {
        self.arguments = launcher + arguments
        let (childInput, input) = try Self.makePipe()
        let (output, childOutput) = try Self.makePipe()
        let (errors, childErrors) = try Self.makePipe()
        self.input = input
        if errorReader == .nobody { unreadErrors = errors }
        let words = launcher + Self.tether + arguments
        let record = ChildRecord(streamCount: errorReader == .thread ? 2 : 1)
        self.record = record
        Thread.detachNewThread {
            let result = Self.spawn(words, environment, [childInput, childOutput, childErrors])
            for descriptor in [childInput, childOutput, childErrors] { close(descriptor) }
            record.begin(result)
            if case .success(let identifier) = result { record.waitForEnd(of: identifier) }
        }
        Thread.detachNewThread { record.read(output, as: \.output) }
        if errorReader == .thread { Thread.detachNewThread { record.read(errors, as: \.errors) } }
        // The call that starts it returns as soon as the program is loaded, or cannot be.
        switch record.wait(limit: Self.limit, until: { $0.start }) {
        case .success(let identifier):
            self.identifier = identifier
        case let failed:
            close(input)
            if errorReader == .nobody { close(errors) }
            throw Failure(description: "\(self.arguments) did not start: \(failed.map { "\($0)" } ?? "no answer")")
        }
    }

    deinit {
        record.kill(SIGKILL, group: true)
        _ = record.wait(limit: Self.limit) { $0.status }
        close(input)
        if let unreadErrors { close(unreadErrors) }
    }

    /// Runs a program to its end.
    package static func run(
        _ arguments: [String], launcher: [String] = [],
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> Outcome {
        try ChildProcess(arguments, launcher: launcher, environment: environment).finish()
    }

    /// Waits for the child's end and the end of what it prints.
    package func finish(limit: Duration = ChildProcess.limit) throws -> Outcome {
        try wait(for: "its end", limit: limit) { seen in
            guard let status = seen.status, seen.endedStreamCount == record.streamCount else { return nil }
            return Outcome(status: status, output: Self.text(seen.output), errors: Self.text(seen.errors))
        }
    }

    /// Waits until the output has something that the test looks for.
    ///
    /// - Throws: also when the output ended without it.
    package func waitForOutput<Found>(
        _ name: String, limit: Duration = ChildProcess.limit, _ find: (String) -> Found?
    ) throws -> Found {
        let found: Found?? = try wait(for: name, limit: limit) { seen in
            if let found = find(Self.text(seen.output)) { return .some(found) }
            return seen.status != nil && seen.endedStreamCount == record.streamCount ? .some(nil) : nil
        }
        guard let found = found ?? nil else { throw failure("ended without \(name)") }
        return found
    }

    /// Sends a signal to the child, unless it has ended.
    package func send(_ signal: Int32) {
        record.kill(signal, group: false)
    }

    /// Closes the end of the pipe from which nobody reads what the child prints to its standard error.
    package func closeUnreadErrors() {
        if let unreadErrors { close(unreadErrors) }
        unreadErrors = nil
    }

    private func wait<Value>(
        for name: String, limit: Duration, until find: (ChildRecord.Seen) -> Value?
    ) throws -> Value {
        if let value = record.wait(limit: limit, until: find) { return value }
        record.kill(SIGKILL, group: true)
        throw failure("was given \(limit) for \(name), and killed")
    }

    private func failure(_ problem: String) -> Failure {
        let seen = record.seen
        let status = seen.status.map { ", status \($0)" } ?? ""
        return Failure(
            description: """
                \(arguments.joined(separator: " ")) \(problem)\(status); it printed:
                \(Self.text(seen.output))
                and to its standard error:
                \(Self.text(seen.errors))
                """)
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// Makes a pipe that no other child inherits.
    private static func makePipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        guard unsafe spawn_pipe(&ends) == 0 else { throw Failure(description: "a pipe cannot be made: error \(errno)") }
        return (ends[0], ends[1])
    }

    /// Starts a program in a process group of its own, with these descriptors as 0, 1, 2 and no others.
    private static func spawn(
        _ words: [String], _ environment: [String: String], _ descriptors: [Int32]
    ) -> Result<pid_t, POSIXError> {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        var (none, all) = (sigset_t(), sigset_t())
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        for (number, descriptor) in descriptors.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        unsafe spawn_close_from(&actions, 3)
        unsafe spawn_change_folder(&actions, SourceTree.root.path)
        // What a test has done to the signals of its own process does not reach the child.
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        var argumentPointers = unsafe words.map { unsafe strdup($0) } + [nil]
        var environmentPointers = unsafe environment.map { unsafe strdup("\($0)=\($1)") } + [nil]
        defer { unsafe (argumentPointers + environmentPointers).forEach { unsafe free($0) } }
        var identifier: pid_t = 0
        let error = unsafe posix_spawnp(
            &identifier, words[0], &actions, &attributes, &argumentPointers, &environmentPointers)
        return error == 0 ? .success(identifier) : .failure(POSIXError(POSIXErrorCode(rawValue: error) ?? .EINVAL))
    }
}

/// What the threads of a child have seen of it so far.
private final class ChildRecord: Sendable {
    struct Seen {
        var start: Result<pid_t, POSIXError>?
        var output: [UInt8] = []
        var errors: [UInt8] = []
        var endedStreamCount = 0
        var status: Int32?
    }

    /// How many streams are read.
    let streamCount: Int
    private let state = Mutex(Seen())
    /// Raised with each change; there is one waiter.
    private let change = DispatchSemaphore(value: 0)

    init(streamCount: Int) {
        self.streamCount = streamCount
    }

    var seen: Seen { state.withLock { $0 } }

    func begin(_ result: Result<pid_t, POSIXError>) {
        state.withLock { $0.start = result }
        change.signal()
    }

    /// Reads a stream to its end.
    func read(_ descriptor: Int32, as stream: WritableKeyPath<Seen, [UInt8]>) {
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe Foundation.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            state.withLock { $0[keyPath: stream] += piece.prefix(count) }
            change.signal()
        }
        close(descriptor)
        state.withLock { $0.endedStreamCount += 1 }
        change.signal()
    }

    /// Waits for the child's end, and kills whatever is left in its process group.
    func waitForEnd(of identifier: pid_t) {
        var information = unsafe siginfo_t()
        // The child stays a zombie meanwhile: until it is collected below, its id cannot become another process's.
        while unsafe waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        state.withLock { state in
            _ = Foundation.kill(-identifier, SIGKILL)
            var status: Int32 = 0
            while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
            let signal = status & 0x7F
            state.status = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        }
        change.signal()
    }

    func kill(_ signal: Int32, group: Bool) {
        state.withLock { state in
            guard state.status == nil, case .success(let identifier) = state.start else { return }
            _ = Foundation.kill(group ? -identifier : identifier, signal)
        }
    }

    /// Waits until something is found in what was seen; nil when the limit has passed.
    func wait<Value>(limit: Duration, until find: (Seen) -> Value?) -> Value? {
        let (seconds, attoseconds) = limit.components
        // By the time since the machine was started: nothing that sets its clock cuts a wait short.
        let deadline = DispatchTime.now() + .seconds(Int(seconds)) + .nanoseconds(Int(attoseconds / 1_000_000_000))
        while true {
            if let value = find(seen) { return value }
            guard change.wait(timeout: deadline) == .success else { return find(seen) }
        }
    }
}
