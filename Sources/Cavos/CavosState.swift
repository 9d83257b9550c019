package import Emulation

/// The stored state of the Cavos service.
package struct CavosState: ServiceState {
    package var organizations = Table<Organization>()
    package var apiKeys = Table<APIKey>()
    package var apps = Table<App>()
    package var options = CavosOptions()

    package init() {}

    package var hasChanges: Bool {
        mutating get {
            organizations.hasChanges || apiKeys.hasChanges || apps.hasChanges
        }
    }

    package mutating func visitTables(_ visitor: inout some TableVisitor) {
        visitor.table(&organizations)
        visitor.table(&apiKeys)
        visitor.table(&apps)
        visitor.options(&options)
    }

    /// Whether an entity has an id.
    func isTaken(_ id: String) -> Bool {
        organizations.contains(id) || apiKeys.contains(id) || apps.contains(id)
    }
}
