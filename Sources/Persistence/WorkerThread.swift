internal import Glibc
internal import Synchronization

/// Runs jobs one after another, in the order in which they were added.
///
/// A seam: a test puts in its place a worker that runs a job only when the test says so.
package protocol Worker: Sendable {
    /// Runs a job after those before it.
    func add(_ job: @escaping @Sendable () -> Void)
    /// Waits until the jobs added so far are done.
    func drain()
    /// Runs the jobs that are left and ends the worker; returns when that has happened.
    func finish()
}

/// A thread that runs jobs one after another.
///
/// It gets values and returns values, and shares nothing else with the loop.
package final class WorkerThread: Worker {

    private struct Waiting {
        var jobs: [@Sendable () -> Void] = []
        var isFinishing = false
    }

    private let waiting = Mutex(Waiting())
    private let signal = Semaphore()
    private let ended = Semaphore()

    /// Starts the thread.
    ///
    /// - Parameter niceness: the priority (nice(2)): from 0, normal, to 19, lowest.
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

    package func add(_ job: @escaping @Sendable () -> Void) {
        waiting.withLock { $0.jobs.append(job) }
        signal.raise()
    }

    package func drain() {
        let reached = Semaphore()
        add { reached.raise() }
        reached.wait()
    }

    package func finish() {
        waiting.withLock { $0.isFinishing = true }
        signal.raise()
        ended.wait()
    }

    private func run(niceness: Int32) {
        // A thread id of 0 means the calling thread (setpriority(2), "C library/kernel
        // differences").
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
