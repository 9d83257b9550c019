internal import Emulation

/// The body of `POST /organizations` in the dashboard.
struct NewOrganizationForm: Fields {
    private(set) var name = ""
    private(set) var description: String?
    /// The owner's id or e-mail address; nil for the first user of the world.
    private(set) var user: String?

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("name", &name, .required(.nonBlank))
        visitor.field("description", &description)
        visitor.field("user", &user)
    }
}

/// The body of `POST /organizations/{organizationID}/api-keys` in the dashboard.
struct NewKeyForm: Fields {
    private(set) var name: String?

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("name", &name)
    }
}

/// The body of `PATCH /apps/{appID}` in the dashboard.
struct AppActivityForm: Fields {
    private(set) var isActive = true

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("is_active", &isActive, .required)
    }
}

/// The body of `PATCH /users/{userID}` in the dashboard.
struct PlanForm: Fields {
    private(set) var plan = ""

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("plan", &plan, .required)
    }
}
