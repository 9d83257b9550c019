internal import Synchronization

/// Work that is done by another thread, with its results taken on the thread that asked.
///
/// What belongs to the loop never leaves it: a job is made of values, and what is to be done with its result stays here.
package final class BackgroundQueue {
    private let worker: WorkerThread?
    private let arrivals = Arrivals()
    /// What to do with the results, in the order in which they will come.
    private var expected: [(any Sendable) -> Void] = []

    /// - Parameter worker: does the jobs; nil does them on the spot.
    package init(worker: WorkerThread?) {
        self.worker = worker
    }

    /// Sets what tells the loop that a result has come; it is called on the other thread.
    package func onResult(_ wake: @escaping @Sendable () -> Void) {
        arrivals.onResult(wake)
    }

    /// Whether a job was given whose result was not taken yet.
    package var isBusy: Bool { !expected.isEmpty }

    /// Has a job done; its result is handed over by `deliverResults`.
    package func send<Result: Sendable>(
        _ job: @escaping @Sendable () -> Result, then: @escaping (Result) -> Void
    ) {
        guard let worker else { return then(job()) }
        expected.append { result in
            if let result = result as? Result { then(result) }
        }
        worker.add { [arrivals] in arrivals.add(job()) }
    }

    /// Hands over the results that have come.
    package func deliverResults() {
        for result in arrivals.take() where !expected.isEmpty { expected.removeFirst()(result) }
    }

    /// Waits until the jobs so far are done, and hands over their results.
    package func drain() {
        worker?.drain()
        deliverResults()
    }

    /// Waits until all jobs are done, hands over their results, and ends the thread.
    package func finish() {
        worker?.finish()
        deliverResults()
    }
}

/// Results between two threads.
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
