package import Emulation

/// The stored state of the Cavos service.
package struct CavosState: ServiceState {
    package var organizations = Table<Organization>()
    package var apiKeys = Table<APIKey>()
    package var apps = Table<App>()
    package var options = CavosOptions()
    /// How many apps, including inactive ones, each owner has in all organizations.
    ///
    /// Derived from the tables, because an owner may have very many organizations.
    package private(set) var appCounts = Tally<String>()

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

    package mutating func finishLoading() {
        appCounts = countedApps
    }

    package func checkDerived() -> [String] {
        appCounts == countedApps ? [] : ["the numbers of apps differ from the rows"]
    }

    private var countedApps: Tally<String> {
        var counts = Tally<String>()
        for organization in organizations.all {
            let count = apps.indexes.byOrganization.count(of: organization.id)
            counts.add(count, to: organization.owner)
        }
        return counts
    }

    /// Inserts a new app.
    mutating func create(_ app: App, owner: String) {
        apps.put(app)
        appCounts.add(1, to: owner)
    }

    /// Deletes an app.
    ///
    /// - Returns: false if no app has the id.
    mutating func deleteApp(_ id: String) -> Bool {
        guard let app = apps.delete(id) else { return false }
        if let owner = organizations.read(app.organizationID, \.owner) {
            appCounts.add(-1, to: owner)
        }
        return true
    }

    /// Deletes the apps of an organization until the budget is used up.
    mutating func deleteApps(of organization: Organization, _ budget: inout WorkBudget) {
        let before = apps.count
        apps.delete(apps.indexes.byOrganization.oldestFirst(organization.id), &budget)
        appCounts.add(apps.count - before, to: organization.owner)
    }

    /// Whether an entity has an id.
    func isTaken(_ id: String) -> Bool {
        organizations.contains(id) || apiKeys.contains(id) || apps.contains(id)
    }
}
