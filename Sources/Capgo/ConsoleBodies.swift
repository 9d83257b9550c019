internal import Emulation

// The bodies of console operations, in the form of a seed.

/// The body that creates a user.
struct NewUserBody: Fields {
    var email = ""
    var name: String?
    var plan: String?

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("email", &email, .required(.email))
        visitor.field("name", &name)
        visitor.field("plan", &plan)
    }
}

/// The body that changes a user's plan.
struct PlanBody: Fields {
    var plan = ""

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("plan", &plan, .required)
    }
}

/// The body that creates an organization for a user.
struct NewOrganizationBody: Fields {
    var name = ""
    /// The id or the e-mail address of a user.
    var user = ""
    var email: String?

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("name", &name, .required(.nonBlank))
        visitor.field("user", &user, .required(.nonBlank))
        visitor.field("email", &email, .optional(.email))
    }
}

/// The body that creates a key for a user: the members of `POST /apikey/`, and the user.
struct NewKeyBody: Fields {
    /// The id or the e-mail address of a user.
    var user = ""
    var name: String?
    var mode = KeyMode.read
    var organization: String?
    var limitedToApps: [String]?
    var limitedToOrganizations: [String]?
    var expiresAt: ExpirationDate?
    var isHashed: Bool?

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("user", &user, .required(.nonBlank))
        visitor.field("name", &name, .optional(.nonBlank))
        visitor.field("mode", &mode, .required(KeyMode.format))
        visitor.field("org_id", &organization, .optional(.nonEmpty))
        visitor.field("limited_to_apps", &limitedToApps)
        visitor.field("limited_to_orgs", &limitedToOrganizations)
        visitor.field("expires_at", &expiresAt)
        visitor.field("hashed", &isHashed)
    }

    var request: KeyRequest {
        KeyRequest(
            name: name?.trimmed, mode: mode, organization: organization,
            limitedToApps: (limitedToApps ?? []).withoutRepeats,
            limitedToOrganizations: (limitedToOrganizations ?? []).withoutRepeats,
            expiresAt: expiresAt?.moment, isHashed: isHashed ?? false)
    }
}
