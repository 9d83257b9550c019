internal import CLinux
internal import Synchronization

/// Jobs that run on another thread, with completions that run on the thread that owns the queue.
///
/// A job gets values and returns a value, so nothing that belongs to the loop leaves its thread.
package final class BackgroundQueue {
    private let worker: (any Worker)?
    private let arrivals = Arrivals()
    /// The completions of the jobs whose results were not delivered yet, in the order of the jobs.
    private var completions: [(any Sendable) -> Void] = []

    /// - Parameter worker: runs the jobs; nil runs each at once, on this thread.
    package init(worker: (any Worker)?) {
        self.worker = worker
    }

    /// Sets what is called, on the worker's thread, when a result has come.
    package func onResult(_ wake: @escaping @Sendable () -> Void) {
        arrivals.onResult(wake)
    }

    /// Whether there are jobs whose results were not delivered yet.
    package var isBusy: Bool { !completions.isEmpty }

    /// Runs a job on the worker; its completion is called by `deliverResults`.
    package func run<Result: Sendable>(
        _ job: @escaping @Sendable () -> Result, completion: @escaping (Result) -> Void
    ) {
        guard let worker else { return completion(job()) }
        completions.append { result in
            if let result = result as? Result { completion(result) }
        }
        worker.add { [arrivals] in arrivals.add(job()) }
    }

    /// Frees a value on the worker, because freeing what is large takes long.
    ///
    /// - Parameter value: a value to which nothing else refers.
    package func free(_ value: consuming any Sendable) {
        guard worker != nil else { return }
        let discarded = Discarded(value)
        run({ discarded.clear() }, completion: {})
    }

    /// Gives the memory that jobs so far have freed back to the system, on the worker.
    package func returnFreedMemory() {
        guard worker != nil else { return }
        run({ _ = malloc_trim(0) }, completion: {})
    }

    /// Calls the completions of the jobs that are done.
    package func deliverResults() {
        for result in arrivals.take() where !completions.isEmpty {
            completions.removeFirst()(result)
        }
    }

    /// Waits until the jobs so far are done, and delivers their results.
    package func drain() {
        worker?.drain()
        deliverResults()
    }

    /// Waits until all jobs are done, delivers their results, and ends the worker.
    package func finish() {
        worker?.finish()
        deliverResults()
    }
}

/// A value that is freed when it is cleared, whoever still refers to this object.
private final class Discarded: Sendable {
    private let value: Mutex<(any Sendable)?>

    init(_ value: consuming any Sendable) {
        self.value = Mutex(value)
    }

    func clear() {
        let value = value.withLock { value in
            defer { value = nil }
            return value
        }
        _ = consume value
    }
}

/// The results on their way from the worker to the queue.
private final class Arrivals: Sendable {
    private struct State {
        var results: [any Sendable] = []
        var wake: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    func onResult(_ wake: @escaping @Sendable () -> Void) {
        state.withLock { $0.wake = wake }
    }

    func add(_ result: any Sendable) {
        let wake = state.withLock { state in
            state.results.append(result)
            return state.wake
        }
        wake?()
    }

    func take() -> [any Sendable] {
        state.withLock { state in
            defer { state.results = [] }
            return state.results
        }
    }
}
