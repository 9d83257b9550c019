import Persistence
import Synchronization
import Testing

@Suite struct ErrandsTests {
    @Test func `results come in the order of the jobs, on the thread that takes them`() {
        let errands = Errands(worker: WorkerThread())
        var results: [Int] = []
        for number in 0..<100 { errands.send({ number * 2 }, then: { results.append($0) }) }
        #expect(results.isEmpty)
        errands.finish()
        #expect(results == (0..<100).map { $0 * 2 })
        #expect(!errands.isBusy)
    }

    @Test func `draining waits for the jobs so far and the thread goes on`() {
        let errands = Errands(worker: WorkerThread(niceness: 1))
        var results: [Int] = []
        for round in 0..<5 {
            errands.send({ round }, then: { results.append($0) })
            errands.drain()
            #expect(results.last == round)
        }
        errands.finish()
    }

    @Test func `each result wakes`() {
        let errands = Errands(worker: WorkerThread())
        let count = Counter()
        errands.onArrival { count.raise() }
        for _ in 0..<10 { errands.send({ 1 }, then: { _ in }) }
        errands.finish()
        #expect(count.value == 10)
    }

    private final class Counter: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func raise() { count.withLock { $0 += 1 } }
    }

    @Test func `without a worker all is done on the spot`() {
        var result = 0
        Errands(worker: nil).send({ 7 }, then: { result = $0 })
        #expect(result == 7)
    }
}
