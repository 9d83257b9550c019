package import Emulation

/// A database that CapyDB runs for an organization: seed list `capydb.projects`.
package struct Project: Entity {
    package enum Environment: String, StringEnum {
        case production
        case nonProduction = "non_production"
    }

    /// Finds projects by their organization.
    package struct Indexes: RowIndexes {
        package private(set) var byOrganization = Index<String>()

        package init() {}

        package mutating func apply(_ change: RowChange<Project>) {
            byOrganization.apply(change, by: \.organizationID, at: \.createdAt)
        }
    }

    package static let listName = "projects"
    private static let readyState = "ready"

    package var id = ""
    package var organizationID = ""
    package var name = ""
    package var slug = ""
    package var environment = Environment.production
    package var plan = CapyDBService.defaultPlan
    package var region = "eu-north-1"
    package var state = readyState
    /// Whether the database keeps running when it is idle; by default only production does.
    package var alwaysOn = true
    package var databaseName = ""
    package var roleName = ""
    package var directPort = 5432
    package var pooledPort = 6432
    package var maxConnections = 100
    package var statementTimeout = "60s"
    package var idleTransactionTimeout = "60s"
    package var storageLimitBytes = 10_737_418_240
    package var postgresVersion = "17"
    package var runtimeStatus = "running"
    package var createdAt = Timestamp.unset
    package var updatedAt = Timestamp.unset

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .optional(.nonBlank))
        visitor.field("organization_id", &organizationID, .optional(.nonBlank))
        visitor.field("name", &name, .optional(.nonBlank))
        visitor.field("slug", &slug, .optional(.nonBlank))
        visitor.field("environment", &environment)
        visitor.field("plan", &plan)
        visitor.field("region", &region)
        visitor.field("state", &state)
        visitor.field("always_on", &alwaysOn)
        visitor.field("database_name", &databaseName, .optional(.nonBlank))
        visitor.field("role_name", &roleName, .optional(.nonBlank))
        visitor.field("direct_port", &directPort, .optional(.nonNegative))
        visitor.field("pooled_port", &pooledPort, .optional(.nonNegative))
        visitor.field("max_connections", &maxConnections, .optional(.nonNegative))
        visitor.field("statement_timeout", &statementTimeout)
        visitor.field("idle_transaction_timeout", &idleTransactionTimeout)
        visitor.field("storage_limit_bytes", &storageLimitBytes, .optional(.nonNegative))
        visitor.field("postgres_version", &postgresVersion, .optional(.nonBlank))
        visitor.field("runtime_status", &runtimeStatus, .optional(.nonBlank))
        visitor.field("created_at", &createdAt)
        visitor.field("updated_at", &updatedAt)
    }

    private var isReady: Bool { state == Self.readyState }

    /// Derives omitted names from the project's name.
    mutating func fillInNames() {
        if slug.isEmpty { slug = name.slug ?? "project" }
        let word = (slug.slug ?? "project").split(separator: "-").joined(separator: "_")
        if databaseName.isEmpty { databaseName = word }
        if roleName.isEmpty { roleName = word + "_owner" }
    }
}

/// The API's shape; members are in the order of CapyDB's reference, which is alphabetical.
extension Project: APIObject {
    package static let example = Project()

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("always_on", alwaysOn)
        visitor.field("created_at", createdAt)
        visitor.field("database_name", databaseName)
        visitor.field("direct_port", directPort)
        visitor.field("environment", environment)
        visitor.field("id", id)
        visitor.field("idle_transaction_timeout", idleTransactionTimeout)
        visitor.field("max_connections", maxConnections)
        visitor.field("name", name)
        visitor.field("organization_id", organizationID)
        visitor.field("plan", plan)
        visitor.field("pooled_port", pooledPort)
        visitor.optionalField("postgres_version", isReady ? postgresVersion : nil)
        visitor.field("region", region)
        visitor.field("role_name", roleName)
        visitor.optionalField("runtime_status", isReady ? runtimeStatus : nil)
        visitor.field("slug", slug)
        visitor.field("state", state)
        visitor.field("statement_timeout", statementTimeout)
        visitor.field("storage_limit_bytes", storageLimitBytes)
        visitor.field("updated_at", updatedAt)
    }
}
