/// A right of a key (contract: "Scopes"); a write scope does not include the read scope.
package enum Scope: String, CaseIterable, Sendable {
    case projectsRead = "projects:read"
    case projectsWrite = "projects:write"
    case credentialsRead = "credentials:read"
    case backupsRead = "backups:read"
    case backupsWrite = "backups:write"
    case jobsRead = "jobs:read"
    case schemaRead = "schema:read"
    case organizationsRead = "organizations:read"
    case organizationsWrite = "organizations:write"
    case apiKeysRead = "api_keys:read"
    case apiKeysWrite = "api_keys:write"
    case all = "*"

    var isWrite: Bool {
        switch self {
        case .projectsWrite, .backupsWrite, .organizationsWrite, .apiKeysWrite, .all: true
        case .projectsRead, .credentialsRead, .backupsRead, .jobsRead, .schemaRead, .organizationsRead, .apiKeysRead:
            false
        }
    }

    /// Whether a scope covers more than one project, so that no key of a project can have it.
    static func reachesBeyondProject(_ scope: String) -> Bool {
        [Scope.organizationsWrite, .apiKeysWrite, .all].contains { $0.rawValue == scope }
    }
}
