/// A person with an account on the services: seed list `users`.
package struct User: Entity {
    /// Finds users by e-mail address, whatever its case.
    package struct Indexes: RowIndexes {
        package private(set) var byEmail = UniqueIndex<String>()

        package init() {}

        package mutating func insert(_ user: User, at place: RowID) {
            byEmail.insert(user.email.lowercased(), at: place)
        }

        package mutating func remove(_ user: User, at place: RowID) {
            byEmail.remove(user.email.lowercased(), at: place)
        }
    }

    package static let listName = "users"

    package var id = ""
    package var email = ""
    package var name: String?
    /// The user's plan on each service; a service that is not named is on its default plan.
    package var plans: [String: String] = [:]

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .optional(.uuid))
        visitor.field("email", &email, .required(.email))
        visitor.field("name", &name)
        visitor.field("plans", &plans)
    }
}
