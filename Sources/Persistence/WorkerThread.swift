internal import Glibc
internal import Synchronization

/// A thread that does jobs one after another.
///
/// It gets values and hands values back, and shares nothing else with the loop.
package final class WorkerThread: Sendable {
    package typealias Job = @Sendable () -> Void

    private struct Waiting {
        var jobs: [Job] = []
        var isFinishing = false
    }

    private let waiting = Mutex(Waiting())
    private let signal = Semaphore()
    private let ended = Semaphore()

    /// Starts the thread.
    ///
    /// - Parameter niceness: how far it stands back behind other threads, from 0 to 19.
    package init(niceness: Int32 = 0) {
        let context = unsafe Unmanaged.passRetained(Start(worker: self, niceness: niceness))
        // The thread takes over this one's mask: signals are the loop's business.
        var every = sigset_t()
        var mask = sigset_t()
        unsafe sigfillset(&every)
        unsafe pthread_sigmask(SIG_SETMASK, &every, &mask)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &mask, nil) }
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { context in
                if let context = unsafe context {
                    let start = unsafe Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
                    start.worker.run(niceness: start.niceness)
                }
                return nil
            }, context.toOpaque())
        precondition(code == 0, "the system has no thread left")
        pthread_detach(thread)
    }

    private final class Start {
        let worker: WorkerThread
        let niceness: Int32

        init(worker: WorkerThread, niceness: Int32) {
            self.worker = worker
            self.niceness = niceness
        }
    }

    /// Has a job done after those before it.
    package func add(_ job: @escaping Job) {
        waiting.withLock { $0.jobs.append(job) }
        signal.raise()
    }

    /// Waits until the jobs so far are done.
    package func drain() {
        let reached = Semaphore()
        add { reached.raise() }
        reached.wait()
    }

    /// Does what is left and ends the thread; returns when that has happened.
    package func finish() {
        waiting.withLock { $0.isFinishing = true }
        signal.raise()
        ended.wait()
    }

    private func run(niceness: Int32) {
        // Of a thread that names nobody, Linux takes itself (setpriority(2), "C library/kernel differences").
        if niceness != 0 { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
        while true {
            signal.wait()
            let (jobs, isFinishing) = waiting.withLock { waiting in
                defer { waiting.jobs = [] }
                return (waiting.jobs, waiting.isFinishing)
            }
            for job in jobs { job() }
            if isFinishing { break }
        }
        ended.raise()
    }
}
