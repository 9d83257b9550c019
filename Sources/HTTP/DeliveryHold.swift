/// The deliveries that a fault delays or paces, and the way to end that early.
///
/// Without it, an answer that is delayed for an hour would still wait after its fault rule was
/// removed, or after its sandbox was dropped.
///
/// Confined to the loop's thread.
package final class DeliveryHold {
    /// The id of a delivery that is held.
    package struct ID: Hashable, Comparable {
        fileprivate let number: Int

        package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
    }

    private var releases: [ID: () -> Void] = [:]
    private var lastNumber = 0
    /// Whether nothing is held any more: further deliveries leave at once.
    package private(set) var isReleased = false

    package init() {}

    /// Whether no delivery is held.
    package var isEmpty: Bool { releases.isEmpty }

    /// Adds a delivery that is held.
    ///
    /// - Parameter release: sends the rest without further delay. There may be thousands, so it
    ///   must be quick.
    /// - Returns: the id for `remove`.
    package func add(_ release: @escaping () -> Void) -> ID {
        lastNumber += 1
        let id = ID(number: lastNumber)
        releases[id] = release
        return id
    }

    /// Removes a delivery that ended.
    package func remove(_ id: ID) {
        releases[id] = nil
    }

    /// Releases all deliveries, in the order in which they were added, and all later ones.
    package func release() {
        isReleased = true
        let waiting = releases.sorted { $0.key < $1.key }
        releases = [:]
        for (_, release) in waiting { release() }
    }
}
