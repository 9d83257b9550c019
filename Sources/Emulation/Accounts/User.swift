/// A person with an account on the services: seed list `users`.
package struct User: Entity {
    /// Finds users by the bytes of the lower-cased e-mail address.
    package struct Indexes: RowIndexes {
        package private(set) var byEmail = UniqueIndex<String>()

        package init() {}

        package mutating func apply(_ change: RowChange<User>) {
            byEmail.apply(change) { $0.email.lowercased() }
        }
    }

    package static let listName = "users"

    package var id = ""
    package var email = ""
    package var name: String?
    /// The name of the user's plan on each service; a service without an entry has its default plan.
    package var plans: [ByteString: String] = [:]

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .optional(.uuid))
        visitor.field("email", &email, .required(.email))
        visitor.field("name", &name)
        visitor.field("plans", &plans)
    }
}
