internal import Emulation

/// The body of `POST /organizations` in the dashboard.
struct NewOrganizationForm: Fields {
    private(set) var name = ""
    private(set) var slug: String?
    /// The id or e-mail address of the first admin; nil for the first user of the world.
    private(set) var user: String?

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("name", &name, .required(.nonBlank))
        visitor.field("slug", &slug, .optional(.slug))
        visitor.field("user", &user)
    }
}

/// The body of `POST …/members` in the dashboard.
struct NewMemberForm: Fields {
    private(set) var user = ""
    private(set) var role = Member.Role.member

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("user", &user, .required(.nonBlank))
        visitor.field("role", &role)
    }
}

/// The body of `PATCH …/members/{userID}` in the dashboard.
struct RoleForm: Fields {
    private(set) var role = Member.Role.member

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("role", &role, .required)
    }
}

/// The body of `POST …/sessions` in the dashboard.
struct SignInForm: Fields {
    private(set) var user = ""

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("user", &user, .required(.nonBlank))
    }
}

/// The body of `POST …/projects` in the dashboard.
struct NewProjectForm: Fields {
    private(set) var name = ""
    private(set) var slug: String?
    private(set) var environment: Project.Environment?
    private(set) var region: String?

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("name", &name, .required(.nonBlank))
        visitor.field("slug", &slug)
        visitor.field("environment", &environment)
        visitor.field("region", &region)
    }
}

/// The types of the members of `POST …/api-keys` in the dashboard, whose rules are the API's.
struct NewKeyForm: Fields {
    private var name = ""
    private var scopes: [String] = []
    private var projectID: String?
    private var expiresAt: Timestamp?
    private var deviceName: String?
    /// The id or e-mail address of the key's creator.
    private var user: String?

    init() {}

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("name", &name, .required(.nonBlank))
        visitor.field("scopes", &scopes, .required)
        visitor.field("project_id", &projectID)
        visitor.field("expires_at", &expiresAt)
        visitor.field("device_name", &deviceName)
        visitor.field("user", &user)
    }
}

/// The body of `POST /device-logins/{sessionID}/approve` in the dashboard.
struct ApprovalForm: Fields {
    private(set) var user = ""
    private(set) var organizationID = ""

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("user", &user, .required(.nonBlank))
        visitor.field("organization_id", &organizationID, .required(.nonBlank))
    }
}
