/// The limits of an account on a service: seed list `plans`.
package struct Plan: Entity {
    /// The name of a plan within its service.
    package struct ID: RowKey, Comparable, Hashable, CustomStringConvertible {
        package let service: ByteString
        package let id: ByteString

        package init(service: String, id: String) {
            self.service = ByteString(service)
            self.id = ByteString(id)
        }

        /// Hashes the name alone: there are few services, and every request looks up a plan.
        package func hash(into hasher: inout Hasher) {
            hasher.combine(id)
        }

        package static func < (left: ID, right: ID) -> Bool {
            (left.service, left.id) < (right.service, right.id)
        }

        package var description: String { "\(service) \(id)" }
    }

    package typealias Indexes = NoIndexes<Plan>

    package static let listName = "plans"

    package var service = ""
    package var planID = ""
    /// The number of apps that an owner may have; nil is unlimited.
    package var appLimit: Int?
    /// Requests a minute; nil is unlimited.
    package var requestsPerMinute: Int?

    package init() {}

    package init(service: String, id: String, appLimit: Int? = nil, requestsPerMinute: Int? = nil) {
        self.service = service
        planID = id
        self.appLimit = appLimit
        self.requestsPerMinute = requestsPerMinute
    }

    package var id: ID { ID(service: service, id: planID) }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("service", &service, .required(.nonBlank))
        visitor.field("id", &planID, .required(.nonBlank))
        visitor.field("app_limit", &appLimit, .optional(.nonNegative))
        visitor.field("requests_per_minute", &requestsPerMinute, .optional(.nonNegative))
    }
}
