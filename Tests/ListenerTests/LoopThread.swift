import Foundation
import Listener
import Synchronization

/// A loop that runs on a thread of its own, and does on it what a test asks for.
final class LoopThread: Sendable {
    typealias Job = @Sendable (EventLoop, ClosureHandler) -> Void

    /// What the thread tells the test, and the test the thread.
    private final class Mailbox: Sendable {
        let started = DispatchSemaphore(value: 0)
        let ended = DispatchSemaphore(value: 0)
        let outcome = Mutex<Result<Start, ListenError>?>(nil)
        let jobs = Mutex<[Job]>([])
    }

    private struct Start {
        let address: SocketAddress
        let waker: LoopWaker
    }

    let address: SocketAddress
    private let waker: LoopWaker
    private let mailbox: Mailbox

    /// Starts a loop that listens on a free port.
    init(
        host: String = "127.0.0.1", connectionCountMax: Int = 10_000, heldByteCountMax: Int = 1 << 30,
        clock: HandClock? = nil,
        handler makeHandler: @escaping @Sendable () -> ClosureHandler = ClosureHandler.echo
    ) throws {
        let mailbox = Mailbox()
        Thread.detachNewThread {
            var configuration = EventLoop.Configuration()
            if let clock { configuration.clock = { clock.now } }
            configuration.connectionCountMax = connectionCountMax
            configuration.heldByteCountMax = heldByteCountMax
            let handler = makeHandler()
            let outcome = Result { () throws(ListenError) in
                let loop = try EventLoop(configuration: configuration, handler: handler)
                guard let wanted = SocketAddress(host: host, port: 0) else { preconditionFailure("no address") }
                return (loop, Start(address: try loop.listen(on: wanted), waker: loop.waker))
            }
            mailbox.outcome.withLock { $0 = outcome.map(\.1) }
            if let loop = try? outcome.get().0 {
                loop.onWake = {
                    let jobs = mailbox.jobs.withLock { jobs in
                        defer { jobs = [] }
                        return jobs
                    }
                    for job in jobs { job(loop, handler) }
                }
                mailbox.started.signal()
                loop.run()
                loop.onWake = nil
            } else {
                mailbox.started.signal()
            }
            mailbox.ended.signal()
        }
        mailbox.started.wait()
        guard let start = try mailbox.outcome.withLock({ $0 })?.get() else { preconditionFailure("not started") }
        address = start.address
        waker = start.waker
        self.mailbox = mailbox
    }

    /// Runs a job on the loop's thread and waits for it; what had reached the loop before has been handled then.
    func perform(_ job: @escaping Job) {
        let done = DispatchSemaphore(value: 0)
        mailbox.jobs.withLock { jobs in
            jobs.append { loop, handler in
                job(loop, handler)
                done.signal()
            }
        }
        waker.wake()
        done.wait()
    }

    /// Lets the loop take two turns: what had reached it before has been handled then.
    func settle() {
        perform { _, _ in }
        perform { _, _ in }
    }

    /// Returns something that only the loop's thread may look at.
    func ask<Value: Sendable>(_ question: @escaping @Sendable (EventLoop, ClosureHandler) -> Value) -> Value {
        let answer = Mutex<Value?>(nil)
        perform { loop, handler in
            let value = question(loop, handler)
            answer.withLock { $0 = value }
        }
        guard let value = answer.withLock({ $0 }) else { preconditionFailure("no answer") }
        return value
    }

    /// Waits until `run()` has returned.
    func join() {
        mailbox.ended.wait()
    }

    /// Stops at once and waits for the end.
    func end() {
        perform { loop, _ in loop.stopNow() }
        join()
    }
}
