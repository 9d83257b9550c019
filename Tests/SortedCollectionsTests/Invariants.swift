@testable import SortedCollections

extension SortedDictionary {
    /// Inserts elements one by one.
    init(uniqueSortedElements elements: some Sequence<(Key, Value)>) {
        self.init()
        for (key, value) in elements { updateValue(value, forKey: key) }
    }

    /// The violations of the invariants of the tree; empty after every operation.
    func checkInvariants() -> [String] {
        var problems: [String] = []
        var depths: Set<Int> = []
        let found = root.check(depth: 0, above: nil, below: nil, &depths, &problems)
        if found != count { problems.append("count is \(count), but there are \(found) elements") }
        if depths.count > 1 { problems.append("leaves at depths \(depths.sorted())") }
        return problems
    }

    /// The number of nodes, and of those that are shared with another tree.
    func nodes(sharedWith other: Self) -> (all: Int, shared: Int) {
        let all = root.nodes()
        let others = other.root.nodes()
        let shared = all.count { node in others.contains { $0.isIdentical(to: node) } }
        return (all.count, shared)
    }
}

extension SortedDictionary.Node {
    /// This node and all below it.
    func nodes() -> [Self] {
        [self] + branches.flatMap { $0.node.nodes() }
    }

    /// How many levels there are, this one included.
    var height: Int { 1 + (branches.first?.node.height ?? 0) }

    fileprivate func check(
        depth: Int, above lower: Key?, below upper: Key?, _ depths: inout Set<Int>, _ problems: inout [String]
    ) -> Int {
        let place = "node of \(size) at depth \(depth)"
        if size > capacity { problems.append("\(place) is overfull") }
        if depth > 0, size < capacity / 4 { problems.append("\(place) is underfull") }
        guard isLeaf else {
            if !entries.isEmpty { problems.append("\(place) has branches and entries") }
            if branches.count < 2 { problems.append("\(place) has a single branch") }
            if bounds.count != branches.count - 1 { problems.append("\(place) has \(bounds.count) bounds") }
            if !zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }) { problems.append("\(place): bounds unsorted") }
            var total = 0
            for (index, branch) in branches.enumerated() {
                let lowest = index == 0 ? lower : bounds[index - 1]
                let bound = index < bounds.count ? bounds[index] : upper
                let found = branch.node.check(depth: depth + 1, above: lowest, below: bound, &depths, &problems)
                if found != branch.count { problems.append("\(place): branch \(index) counts wrong") }
                total += found
            }
            return total
        }
        depths.insert(depth)
        if !bounds.isEmpty { problems.append("\(place) has bounds but no branches") }
        if entries.contains(where: { $0.value == nil }) { problems.append("\(place) has an entry without a value") }
        if !zip(entries, entries.dropFirst()).allSatisfy({ $0.key < $1.key }) { problems.append("\(place) unsorted") }
        if let lower, let first = entries.first, first.key < lower { problems.append("\(place) goes below its bound") }
        if let upper, let last = entries.last, !(last.key < upper) { problems.append("\(place) goes above its bound") }
        return entries.count
    }
}
