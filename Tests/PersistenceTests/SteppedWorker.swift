import Persistence
import Synchronization

/// A worker whose jobs run one at a time, each when the test says so: until then a job is under way.
///
/// It has no thread, so an interleaving of the loop and its workers is a sequence of calls, the same every time.
final class SteppedWorker: Worker {
    private let jobs = Mutex<[@Sendable () -> Void]>([])

    /// How many jobs have not run yet.
    var jobCount: Int { jobs.withLock { $0.count } }

    func add(_ job: @escaping @Sendable () -> Void) {
        jobs.withLock { $0.append(job) }
    }

    /// Runs the next job; its result waits for `deliverResults`.
    ///
    /// - Returns: false when there is none.
    @discardableResult
    func step() -> Bool {
        guard let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return false }
        job()
        return true
    }

    func drain() {
        while step() {}
    }

    func finish() {
        drain()
    }
}
