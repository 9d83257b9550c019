/// Actions by the time at which they are due, earliest first; those of one time in the order of scheduling.
///
/// A binary heap of small entries, with the actions beside it. Cancelling drops the action only: its entry goes when
/// it reaches the top, or when most entries are such, so that neither cancelling nor forgetting to costs anything.
struct TimerQueue {
    private struct Entry {
        let dueAt: Int64
        let id: TimerID

        func isBefore(_ other: Entry) -> Bool {
            (dueAt, id.number) < (other.dueAt, other.id.number)
        }
    }

    /// As many entries without an action are kept before the heap is rebuilt.
    private static let staleEntryCountMax = 64

    private var heap: [Entry] = []
    private var actions: [TimerID: () -> Void] = [:]

    /// The name that was given last.
    private(set) var youngest = TimerID(number: 0)

    /// The number of actions that wait for their time.
    var count: Int { actions.count }

    /// The number of entries, with those whose action was taken back.
    var entryCount: Int { heap.count }

    /// When the earliest action is due; nil when none waits.
    var nextDueAt: Int64? { heap.first?.dueAt }

    /// Adds an action that is due at that time.
    mutating func schedule(at dueAt: Int64, _ action: @escaping () -> Void) -> TimerID {
        let id = TimerID(number: youngest.number + 1)
        youngest = id
        actions[id] = action
        heap.append(Entry(dueAt: dueAt, id: id))
        siftUp(from: heap.count - 1)
        return id
    }

    /// Takes an action back; does nothing when it has run already.
    mutating func cancel(_ id: TimerID) {
        guard actions.removeValue(forKey: id) != nil else { return }
        if heap.count > 2 * actions.count + Self.staleEntryCountMax { rebuild() }
        dropStaleTop()
    }

    /// Removes and returns the earliest action that is due by that time and no younger than `youngest`.
    ///
    /// So a pass over the due actions ends, also when each of them schedules another one that is due at once.
    mutating func popDue(by now: Int64, youngest: TimerID) -> (() -> Void)? {
        guard let first = heap.first, first.dueAt <= now, first.id.number <= youngest.number else { return nil }
        removeTop()
        let action = actions.removeValue(forKey: first.id)
        dropStaleTop()
        return action
    }

    /// Keeps a live entry at the top, so that `nextDueAt` never speaks of a cancelled one.
    private mutating func dropStaleTop() {
        while let first = heap.first, actions[first.id] == nil { removeTop() }
    }

    private mutating func rebuild() {
        heap.removeAll { actions[$0.id] == nil }
        heap.sort { $0.isBefore($1) }
    }

    private mutating func removeTop() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        siftDown()
    }

    private mutating func siftUp(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].isBefore(heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func siftDown() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].isBefore(heap[least]) {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
