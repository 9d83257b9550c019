extension SortedDictionary {
    /// Creates a map from elements that are in ascending order of their keys, in O(n).
    ///
    /// Nodes are left an eighth short of full, so that the next insertions do not split each of them. From the first
    /// element that is not above the one before it on, elements are set one by one, the last for a key winning.
    @inlinable
    package init(uniqueSortedElements elements: some Sequence<(Key, Value)>) {
        var builder = Builder()
        var source = elements.makeIterator()
        var straggler: (Key, Value)?
        while let (key, value) = source.next() {
            guard builder.append(key, value) else {
                straggler = (key, value)
                break
            }
        }
        self = builder.finish()
        while let (key, value) = straggler {
            updateValue(value, forKey: key)
            straggler = source.next()
        }
    }
}
