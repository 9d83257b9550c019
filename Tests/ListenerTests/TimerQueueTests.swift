import Testing

@testable import Listener
import UnderstudyTesting

struct TimerQueueTests {
    /// Writes down what ran.
    private final class Record {
        var names: [Int] = []
    }

    private let record = Record()

    private func runAll(_ queue: inout TimerQueue, by now: Int64) {
        while let action = queue.popDue(by: now, youngest: queue.youngest) { action() }
    }

    @Test func `Actions run in the order of their times, then of scheduling`() {
        var queue = TimerQueue()
        for (name, time) in [5, 3, 9, 3, 1, 9, 2].enumerated() {
            _ = queue.schedule(at: Int64(time)) { [record] in record.names.append(name) }
        }
        runAll(&queue, by: 100)
        #expect(record.names == [4, 6, 1, 3, 0, 2, 5])
        #expect(queue.count == 0)
        #expect(queue.nextDueAt == nil)
    }

    @Test func `Only what is due runs`() {
        var queue = TimerQueue()
        for time in [10, 20, 30] {
            _ = queue.schedule(at: Int64(time)) { [record] in record.names.append(time) }
        }
        runAll(&queue, by: 20)
        #expect(record.names == [10, 20])
        #expect(queue.nextDueAt == 30)
    }

    @Test func `What an action schedules for at once waits for the next pass`() {
        var queue = TimerQueue()
        _ = queue.schedule(at: 1) {}
        let youngest = queue.youngest
        #expect(queue.popDue(by: 1, youngest: youngest) != nil)
        _ = queue.schedule(at: 1) {}
        #expect(queue.popDue(by: 1, youngest: youngest) == nil)
        #expect(queue.popDue(by: 1, youngest: queue.youngest) != nil)
    }

    @Test func `A cancelled action neither runs nor counts`() {
        var queue = TimerQueue()
        let first = queue.schedule(at: 1) { [record] in record.names.append(1) }
        _ = queue.schedule(at: 2) { [record] in record.names.append(2) }
        queue.cancel(first)
        #expect(queue.nextDueAt == 2)
        runAll(&queue, by: 5)
        queue.cancel(first)
        #expect(record.names == [2])
    }

    @Test func `Cancelling over and over does not gather entries`() {
        var queue = TimerQueue()
        let kept = queue.schedule(at: 0) {}
        for time in 1...10_000 { queue.cancel(queue.schedule(at: Int64(time)) {}) }
        #expect(queue.entryCount < 200)
        queue.cancel(kept)
        #expect(queue.nextDueAt == nil)
    }

    @Test(arguments: UInt64(1)...20)
    func `Any mixture of scheduling and cancelling runs what is left in order`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var queue = TimerQueue()
        var live: [TimerID: Int64] = [:]
        for _ in 0..<500 {
            if Bool.random(using: &random) || live.isEmpty {
                let time = Int64.random(in: 0..<1_000, using: &random)
                live[queue.schedule(at: time) { [record] in record.names.append(Int(time)) }] = time
            } else if let id = live.keys.min(by: { $0.number < $1.number }) {
                queue.cancel(id)
                live[id] = nil
            }
        }
        runAll(&queue, by: 1_000)
        #expect(record.names == live.values.sorted().map { Int($0) }, "seed \(seed)")
    }
}
