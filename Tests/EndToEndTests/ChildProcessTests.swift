import Foundation
import Testing
import UnderstudyTesting

/// The means by which these tests start programs.
struct ChildProcessTests {
    /// Many times what a pipe holds.
    private static let byteCount = 1 << 20

    @Test(arguments: ["1", "2"])
    func `a child that prints a MiB before it ends is not blocked by it`(stream: String) throws {
        let outcome = try ChildProcess.run([
            "sh", "-c", "head -c \(Self.byteCount) /dev/zero >&\(stream); echo end; echo end >&2; exit 3",
        ])
        #expect(outcome.status == 3)
        #expect(outcome.output.utf8.count == (stream == "1" ? Self.byteCount : 0) + 4)
        #expect(outcome.errors.utf8.count == (stream == "2" ? Self.byteCount : 0) + 4)
    }

    @Test func `a child that does not end in time fails the test, which says what it printed`() throws {
        let child = try ChildProcess(["sh", "-c", "echo complaint >&2; echo ready; exec cat"])
        try child.waitForOutput("a word") { $0 == "ready\n" ? () : nil }
        let failure = #expect(throws: ChildProcess.Failure.self) { try child.finish(limit: .zero) }
        let text = failure?.description ?? ""
        #expect(text.contains("was given 0.0 seconds for its end, and killed"))
        #expect(text.contains("it printed:\nready\n"))
        #expect(try child.finish().errors == "complaint\n")
        #expect(try child.finish().status == 128 + SIGKILL)
    }

    @Test func `a child that ends without what the test waits for fails the test, which says what it printed`() throws {
        let child = try ChildProcess(["sh", "-c", "echo other; exit 4"])
        let failure = #expect(throws: ChildProcess.Failure.self) {
            try child.waitForOutput("a word") { $0 == "ready\n" ? () : nil }
        }
        #expect(failure?.description.contains("ended without a word, status 4; it printed:\nother\n") == true)
    }

    @Test func `a program that does not exist fails the test`() {
        let failure = #expect(throws: ChildProcess.Failure.self) {
            try ChildProcess(["/no/such/program"]).waitForOutput("a word") { _ in Int?.none }
        }
        #expect(failure?.description.contains("/no/such/program") == true)
    }

    @Test func `a child inherits only its three descriptors, and no blocked signal`() throws {
        let descriptors = (0..<10).map { _ in dup(0) }
        defer { for descriptor in descriptors { close(descriptor) } }
        var (blocked, before) = (sigset_t(), sigset_t())
        unsafe sigemptyset(&blocked)
        unsafe sigaddset(&blocked, SIGUSR1)
        unsafe pthread_sigmask(SIG_BLOCK, &blocked, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        let output = try ChildProcess.run(["sh", "-c", "echo /proc/self/fd/*; grep SigBlk /proc/self/status"]).output
        // The fourth is the shell's own, with which it reads the folder.
        #expect(output.split(separator: "\n").first?.split(separator: " ").count ?? 0 <= 4)
        #expect(output.contains("SigBlk:\t0000000000000000"))
    }

    @Test func `a child ends with its ChildProcess, and so does what it started`() throws {
        let fifo = try Fifo("dropped")
        do {
            let script = "cat <>\"$0\" >/dev/null & exec 3>\"$0\"; echo ready; exec cat"
            let child = try ChildProcess(["sh", "-c", script, fifo.path])
            try child.waitForOutput("a word") { $0 == "ready\n" ? () : nil }
            #expect(!fifo.isAbandoned(withinMilliseconds: 0))
        }
        #expect(fifo.isAbandoned(withinMilliseconds: 60_000))
    }

    @Test(.enabled(if: !ChildProcess.tether.isEmpty, "setpriv is not installed"))
    func `a child does not outlive the test process, even one that is killed`() async throws {
        let fifo = try Fifo("outlived")
        await #expect(processExitsWith: .signal(SIGKILL)) {
            // It neither reads nor writes a pipe of this process, so it would not notice its end.
            let script = "exec 3>\"$0\"; echo ready; exec tail -f /dev/null >/dev/null"
            let child = try ChildProcess(["sh", "-c", script, Fifo.path("outlived", of: getppid())])
            try child.waitForOutput("a word") { $0 == "ready\n" ? () : nil }
            kill(getpid(), SIGKILL)
        }
        #expect(fifo.isAbandoned(withinMilliseconds: 60_000))
    }
}

/// A pipe with a name, by which a test sees whether any process still has it open for writing.
private final class Fifo {
    let path: String
    private let descriptor: Int32

    init(_ name: String) throws {
        path = Self.path(name, of: getpid())
        _ = unsafe mkfifo(path, 0o600)
        descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    }

    deinit {
        close(descriptor)
        unsafe unlink(path)
    }

    static func path(_ name: String, of process: pid_t) -> String {
        FileManager.default.temporaryDirectory.appending(path: "understudy-\(name)-\(process)").path
    }

    /// Waits until nobody has it open for writing who had.
    func isAbandoned(withinMilliseconds limit: Int32) -> Bool {
        var waited = pollfd(fd: descriptor, events: 0, revents: 0)
        return unsafe poll(&waited, 1, limit) == 1 && waited.revents & Int16(POLLHUP) != 0
    }
}
