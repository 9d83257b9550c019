/// Actions sorted by due time; actions of the same time in the order of scheduling.
///
/// A binary heap of small entries, with the actions in a dictionary. Cancelling removes only the
/// action. Its entry is removed when it reaches the top, or when most entries are stale. So
/// cancelling is cheap, and cancelled entries do not accumulate.
struct TimerQueue {
    private struct Entry {
        let dueAt: Int64
        let id: TimerID

        func isBefore(_ other: Entry) -> Bool {
            (dueAt, id.number) < (other.dueAt, other.id.number)
        }
    }

    /// The minimum of stale entries before the heap is rebuilt.
    private static let staleEntryCountMax = 64

    private var heap: [Entry] = []
    private var actions: [TimerID: () -> Void] = [:]

    /// The last assigned id.
    private(set) var youngest = TimerID(number: 0)

    /// The number of scheduled actions.
    var count: Int { actions.count }

    /// The number of entries, including those of cancelled actions.
    var entryCount: Int { heap.count }

    /// When the earliest action is due; nil without an action.
    var nextDueAt: Int64? { heap.first?.dueAt }

    /// Schedules an action.
    mutating func schedule(at dueAt: Int64, _ action: @escaping () -> Void) -> TimerID {
        let id = TimerID(number: youngest.number + 1)
        youngest = id
        actions[id] = action
        heap.append(Entry(dueAt: dueAt, id: id))
        siftUp(from: heap.count - 1)
        return id
    }

    /// Cancels an action; does nothing if it has run already.
    mutating func cancel(_ id: TimerID) {
        guard actions.removeValue(forKey: id) != nil else { return }
        if heap.count > 2 * actions.count + Self.staleEntryCountMax { rebuild() }
        dropStaleTop()
    }

    /// Removes and returns the earliest action that is due and was not scheduled after `youngest`.
    ///
    /// So a pass over the due actions ends even if each of them schedules another one that is due.
    mutating func popDue(by now: Int64, youngest: TimerID) -> (() -> Void)? {
        guard let first = heap.first, first.dueAt <= now, first.id.number <= youngest.number else { return nil }
        removeTop()
        let action = actions.removeValue(forKey: first.id)
        dropStaleTop()
        return action
    }

    /// Removes stale entries at the top, so that `nextDueAt` is never that of a cancelled action.
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
