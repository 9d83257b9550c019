package import Emulation

/// The stored state of the CapyDB service.
package struct CapyDBState: ServiceState {
    package var organizations = Table<Organization>()
    package var members = Table<Member>()
    package var projects = Table<Project>()
    package var apiKeys = Table<APIKey>()
    package var sessions = Table<Session>()
    package var loginSessions = Table<LoginSession>()
    package var options = CapyDBOptions()

    package init() {}

    package var hasChanges: Bool {
        mutating get {
            organizations.hasChanges || members.hasChanges || projects.hasChanges || apiKeys.hasChanges
                || sessions.hasChanges || loginSessions.hasChanges
        }
    }

    package mutating func visitTables(_ visitor: inout some TableVisitor) {
        visitor.table(&organizations)
        visitor.table(&members)
        visitor.table(&projects)
        visitor.table(&apiKeys)
        visitor.table(&sessions)
        visitor.table(&loginSessions)
        visitor.options(&options)
    }
}

/// The slugs of organizations, each of which at most one organization has.
extension CapyDBState {
    func isTaken(slug: String) -> Bool {
        organizations.indexes.bySlug[slug] != nil
    }

    /// A slug for the URLs of a new organization: made of its name, with a number if that is taken.
    func freeSlug(for name: String) -> String {
        let base = name.slug ?? "organization"
        guard isTaken(slug: base) else { return base }
        // Many organizations may have one name, so the numbers are not tried one after the other.
        var (taken, free) = (1, 2)
        while isTaken(slug: "\(base)-\(free)") { (taken, free) = (free, 2 * free) }
        while free - taken > 1 {
            let middle = (taken + free) / 2
            if isTaken(slug: "\(base)-\(middle)") { taken = middle } else { free = middle }
        }
        return "\(base)-\(free)"
    }
}
