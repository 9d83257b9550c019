package import Emulation

/// Each error answer of the Cavos Management API and its dashboard (contract: "Order of checks", "The dashboard's part").
package enum CavosRefusal: Refusal {
    case missingAuthorization
    case unknownKey
    case tooManyRequests
    case invalidJSON
    case nameRequired
    case organizationIDRequired
    case organizationIDNotUUID
    case descriptionNotText
    case foreignOrganization
    case organizationNotFound
    case appLimitReached
    case internalError
    case notFound
    case methodNotAllowed
    case keyNameRequired
    case organizationNameRequired
    case ownerNotFound
    case keyNotFound
    case appNotFound
    case userNotFound
    case isActiveRequired
    case unknownPlan
    case keepKeysNotBoolean

    package var status: Int { declaration.status }
    package var message: String { declaration.message }
    package var basis: Basis { declaration.basis }

    private var declaration: (status: Int, message: String, basis: Basis) {
        switch self {
        case .missingAuthorization:
            (401, "Missing or invalid Authorization header. Expected: Bearer cav_...", .observed)
        case .unknownKey: (401, "Invalid or revoked API key", .documented)
        case .tooManyRequests: (429, "Too many requests", .assumed)
        case .invalidJSON: (400, "Invalid JSON body", .observed)
        case .nameRequired: (400, "name is required", .observed)
        case .organizationIDRequired: (400, "organization_id is required", .observed)
        case .organizationIDNotUUID: (400, "organization_id must be a valid UUID", .assumed)
        case .descriptionNotText: (400, "description must be a string", .assumed)
        case .foreignOrganization: (403, "API key does not have access to this organization", .documented)
        case .organizationNotFound: (404, "Organization not found", .observed)
        case .appLimitReached: (429, "App limit reached for your plan", .documented)
        case .internalError: (500, "Internal server error", .observed)
        case .notFound: (404, "Not found", .assumed)
        case .methodNotAllowed: (405, "Method not allowed", .assumed)
        case .keyNameRequired: (400, "Key name is required", .observed)
        case .organizationNameRequired: (400, "Organization name is required", .assumed)
        case .ownerNotFound: (400, "owner must be the id or the e-mail address of a user", .assumed)
        case .keyNotFound: (404, "API key not found", .assumed)
        case .appNotFound: (404, "App not found", .assumed)
        case .userNotFound: (404, "User not found", .assumed)
        case .isActiveRequired: (400, "is_active must be true or false", .assumed)
        case .keepKeysNotBoolean: (400, "keep_keys must be true or false", .assumed)
        case .unknownPlan: (400, "Unknown plan. Must be one of: <plans>", .assumed)
        }
    }
}
