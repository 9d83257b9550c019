public import SortedCollections

/// The numbers of a table's rows by their ids.
///
/// What is read from a file goes into a hash table, which is several times faster to fill than a tree when ids come in no
/// order. From then on it never changes, so that all copies share it, and what comes later lies in a tree over it.
@usableFromInline
struct RowNumbers<ID: Comparable & Hashable & Sendable>: Sendable {
    @usableFromInline var loaded: [ID: Int] = [:]
    /// What was put in or, with nil, taken out since.
    @usableFromInline var later = SortedMap<ID, Int?>()
    @usableFromInline var isLoading = true

    @inlinable
    init() {}

    /// The number of an id; nil where there is no row of it.
    @inlinable
    subscript(id: ID) -> Int? {
        if !later.isEmpty, let number = later[id] { return number }
        return loaded.isEmpty ? nil : loaded[id]
    }

    /// Finds the number of an id, which becomes the given one when there is none.
    @inlinable
    mutating func number(of id: ID, orNew newNumber: Int) -> Int {
        if isLoading {
            return Self.value(&loaded[id, default: newNumber])
        }
        let known = loaded.isEmpty ? nil : loaded[id]
        return later.modify(id) { number in
            let found = (number ?? known) ?? newNumber
            if found != known || number != nil { number = .some(found) }
            return found
        }
    }

    /// Forgets an id.
    ///
    /// - Returns: its number; nil when it had none.
    @inlinable
    mutating func remove(_ id: ID) -> Int? {
        guard let number = self[id] else { return nil }
        if loaded[id] == nil {
            later.removeValue(forKey: id)
        } else if isLoading {
            loaded[id] = nil
        } else {
            later.updateValue(nil, forKey: id)
        }
        return number
    }

    @inlinable
    static func value(_ place: inout Int) -> Int { place }
}
