import Persistence
import Synchronization
import Testing

@Suite struct BackgroundQueueTests {
    @Test func `results come in the order of the jobs, on the thread that delivers them`() {
        let queue = BackgroundQueue(worker: WorkerThread())
        var results: [Int] = []
        for number in 0..<100 { queue.run({ number * 2 }, completion: { results.append($0) }) }
        #expect(results.isEmpty)
        queue.finish()
        #expect(results == (0..<100).map { $0 * 2 })
        #expect(!queue.isBusy)
    }

    @Test func `draining waits for the jobs so far and the thread continues`() {
        let queue = BackgroundQueue(worker: WorkerThread(niceness: 1))
        var results: [Int] = []
        for round in 0..<5 {
            queue.run({ round }, completion: { results.append($0) })
            queue.drain()
            #expect(results.last == round)
        }
        queue.finish()
    }

    @Test func `each result wakes`() {
        let queue = BackgroundQueue(worker: WorkerThread())
        let count = Counter()
        queue.onResult { count.raise() }
        for _ in 0..<10 { queue.run({ 1 }, completion: { _ in }) }
        queue.finish()
        #expect(count.value == 10)
    }

    private final class Counter: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func raise() { count.withLock { $0 += 1 } }
    }

    @Test func `without a worker all is done on the spot`() {
        var result = 0
        BackgroundQueue(worker: nil).run({ 7 }, completion: { result = $0 })
        #expect(result == 7)
    }
}
