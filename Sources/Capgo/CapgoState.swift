package import Emulation

/// The stored state of the Capgo service.
package struct CapgoState: ServiceState {
    package var counters = Table<Counter>()
    package var organizations = Table<Organization>()
    package var apiKeys = Table<APIKey>()
    package var apps = Table<App>()
    package var bundles = Table<Bundle>()
    package var channels = Table<Channel>()
    package var devices = Table<Device>()
    package var statistics = Table<DailyStatistics>()
    package var options = CapgoOptions()

    package init() {}

    package var hasChanges: Bool {
        mutating get {
            counters.hasChanges || organizations.hasChanges || apps.hasChanges || apiKeys.hasChanges
                || bundles.hasChanges
                || channels.hasChanges || devices.hasChanges || statistics.hasChanges
        }
    }

    package mutating func visitTables(_ visitor: inout some TableVisitor) {
        visitor.table(&counters)
        visitor.table(&organizations)
        visitor.table(&apps)
        visitor.table(&apiKeys)
        visitor.table(&bundles)
        visitor.table(&channels)
        visitor.table(&devices)
        visitor.table(&statistics)
        visitor.options(&options)
    }

    /// Returns the next integer id of a table.
    mutating func nextID<Row: Entity>(for table: Table<Row>) throws(Refused) -> Int where Row.ID == Int {
        try nextIDs(1, for: table).lowerBound
    }

    /// Returns the next integer ids of a table.
    ///
    /// Throws above the highest id: a state with a higher one could not be read again.
    mutating func nextIDs<Row: Entity>(
        _ count: Int, for table: Table<Row>
    ) throws(Refused) -> ClosedRange<Int> where Row.ID == Int {
        var counter = counters[Row.listName] ?? Counter(Row.listName)
        guard counter.last <= Counter.numberMax - count else { throw Refused(.internalError) }
        let first = counter.last + 1
        counter.last += count
        counters.put(counter)
        return first...counter.last
    }

    /// Whether an organization or app has an id, or a key has a plaintext.
    func isTaken(_ text: String) -> Bool {
        organizations.contains(text) || apps.indexes.byUUID[text] != nil
            || apiKeys.indexes.byKey[text] != nil
    }
}
