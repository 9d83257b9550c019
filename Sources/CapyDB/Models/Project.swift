package import Emulation
internal import JSON

/// A database that CapyDB runs for an organization: seed list `capydb.projects`.
package struct Project: Entity {
    /// What a project is for.
    package enum Environment: String, StringEnum {
        case production
        case nonProduction = "non_production"
    }

    /// Finds projects by their organization.
    package struct Indexes: RowIndexes {
        package private(set) var byOrganization = Index<String>()

        package init() {}

        package mutating func insert(_ project: Project, at place: RowID) {
            byOrganization.insert(project.organizationID, project.createdAt, at: place)
        }

        package mutating func remove(_ project: Project, at place: RowID) {
            byOrganization.remove(project.organizationID, project.createdAt, at: place)
        }
    }

    package static let listName = "projects"

    package var id = ""
    package var organizationID = ""
    package var name = ""
    package var slug = ""
    package var environment = Environment.production
    package var plan = CapyDBService.defaultPlan
    package var region = "eu-central"
    package var state = "ready"
    /// Whether the database stays up when nobody uses it, as production does unless it is told otherwise.
    package var alwaysOn = true
    package var databaseName = ""
    package var roleName = ""
    package var directPort = 5432
    package var pooledPort = 6432
    package var maxConnections = 100
    package var statementTimeout = "60s"
    package var idleTransactionTimeout = "60s"
    package var storageLimitBytes = 10_737_418_240
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
        visitor.field("created_at", &createdAt)
        visitor.field("updated_at", &updatedAt)
    }

    /// Makes up the names that follow from the project's name, where they are not given.
    mutating func fillInNames() {
        if slug.isEmpty { slug = name.slug ?? "project" }
        let word = (slug.slug ?? "project").split(separator: "-").joined(separator: "_")
        if databaseName.isEmpty { databaseName = word }
        if roleName.isEmpty { roleName = word + "_owner" }
    }

    /// The API's shape; members stand in the order of CapyDB's reference, which is the alphabet's.
    var json: JSONValue {
        [
            "always_on": .bool(alwaysOn), "created_at": .string(createdAt.rfc3339Seconds),
            "database_name": .string(databaseName), "direct_port": directPort.json, "environment": environment.json,
            "id": .string(id), "idle_transaction_timeout": .string(idleTransactionTimeout),
            "max_connections": maxConnections.json, "name": .string(name),
            "organization_id": .string(organizationID), "plan": .string(plan), "pooled_port": pooledPort.json,
            "region": .string(region), "role_name": .string(roleName), "slug": .string(slug),
            "state": .string(state), "statement_timeout": .string(statementTimeout),
            "storage_limit_bytes": storageLimitBytes.json, "updated_at": .string(updatedAt.rfc3339Seconds),
        ]
    }
}
