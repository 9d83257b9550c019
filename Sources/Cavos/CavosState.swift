package import Emulation

/// All that the Cavos service remembers.
package struct CavosState: ServiceState {
    package var organizations = Table<Organization>()
    package var apiKeys = Table<APIKey>()
    package var apps = Table<App>()
    package var options = CavosOptions()

    package typealias Failure = Refused<CavosRefusal>

    package init() {}

    package var hasChanges: Bool {
        organizations.hasChanges || apiKeys.hasChanges || apps.hasChanges
    }

    package mutating func visitTables(_ visitor: inout some TableVisitor) {
        visitor.table(&organizations)
        visitor.table(&apiKeys)
        visitor.table(&apps)
        visitor.options(&options)
    }
}
