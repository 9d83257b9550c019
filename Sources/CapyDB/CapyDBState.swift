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
