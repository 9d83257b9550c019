public import SortedCollections

/// Lists of rows for answers: read while the answer is sent, from a copy of the table.
extension Table {
    /// What is made of the rows of some row ids, in their order; nil leaves a row out.
    @inlinable
    package func list<RowIDs: Sequence & SendableMetatype, Element>(
        _ rowIDs: @escaping @Sendable (Row.Indexes) -> RowIDs,
        convert: @escaping @Sendable (Row) -> Element?
    ) -> LazyList<Element> where RowIDs.Element == RowID {
        LazyList({ rowIDs(indexes) }, convert: { rowID in self[rowID].flatMap(convert) })
    }

    /// What is made of all rows in the order of their insertion; nil leaves a row out.
    @inlinable
    package func listAll<Element>(convert: @escaping @Sendable (Row) -> Element?)
        -> LazyList<Element>
    {
        LazyList({ rows.lazy }) { element in
            countRow()
            return convert(element.value)
        }
    }

    /// The rows of some row ids, in their order.
    @inlinable
    package func list<RowIDs: Sequence & SendableMetatype>(
        _ rowIDs: @escaping @Sendable (Row.Indexes) -> RowIDs
    ) -> LazyList<Row> where RowIDs.Element == RowID {
        list(rowIDs) { $0 }
    }

    /// All rows in the order of their insertion.
    @inlinable
    package var oldestFirst: LazyList<Row> { listAll { $0 } }

    /// All rows, the last inserted one first.
    @inlinable
    package var newestFirst: LazyList<Row> {
        LazyList({ rows.reversed() }) { element in
            countRow()
            return element.value
        }
    }
}
