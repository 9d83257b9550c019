internal import Emulation

/// Every error answer of the Cavos Management API and its dashboard (contract: "Order of checks", "The dashboard's
/// part").
extension Refusal {
    static let missingAuthorization = Refusal(
        "missingAuthorization", 401, "Missing or invalid Authorization header. Expected: Bearer cav_...", .observed)
    static let unknownKey = Refusal("unknownKey", 401, "Invalid or revoked API key", .documented)
    static let tooManyRequests = Refusal("tooManyRequests", 429, "Too many requests", .assumed)
    static let invalidJSON = Refusal("invalidJSON", 400, "Invalid JSON body", .observed)
    static let nameRequired = Refusal("nameRequired", 400, "name is required", .observed)
    static let organizationIDRequired = Refusal(
        "organizationIDRequired", 400, "organization_id is required", .observed)
    static let organizationIDNotUUID = Refusal(
        "organizationIDNotUUID", 400, "organization_id must be a valid UUID", .assumed)
    static let descriptionNotText = Refusal(
        "descriptionNotText", 400, "description must be a string", .assumed)
    static let foreignOrganization = Refusal(
        "foreignOrganization", 403, "API key does not have access to this organization", .documented)
    static let organizationNotFound = Refusal(
        "organizationNotFound", 404, "Organization not found", .observed)
    static let appLimitReached = Refusal(
        "appLimitReached", 429, "App limit reached for your plan", .documented)
    static let internalError = Refusal("internalError", 500, "Internal server error", .observed)
    static let notFound = Refusal("notFound", 404, "Not found", .assumed)
    static let methodNotAllowed = Refusal("methodNotAllowed", 405, "Method not allowed", .assumed)
    static let keyNameRequired = Refusal("keyNameRequired", 400, "Key name is required", .observed)
    static let keyNotFound = Refusal("keyNotFound", 404, "API key not found", .assumed)
    static let appNotFound = Refusal("appNotFound", 404, "App not found", .assumed)
    static let userNotFound = Refusal("userNotFound", 404, "User not found", .assumed)
    static let keepKeysNotBoolean = Refusal(
        "keepKeysNotBoolean", 400, "keep_keys must be true or false", .assumed)
}
