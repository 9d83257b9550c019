/// What an account may do on a service: seed list `plans`.
package struct Plan: Entity {
    /// A plan's name, which is one service's own.
    package struct ID: Comparable, Hashable, Sendable, CustomStringConvertible {
        package let service: String
        package let id: String

        package init(service: String, id: String) {
            self.service = service
            self.id = id
        }

        /// Hashes the name alone: there are few services, and every request looks a plan up.
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
    /// How many apps an owner may have; nil is unlimited.
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
