internal import Emulation

/// Every error answer of the CapyDB API and its dashboard (contract: "Order of checks", "Neighbours").
extension Refusal {
    static let unauthorized = Refusal("unauthorized", 401, "unauthorized", .observed)
    static let tooManyRequests = Refusal("tooManyRequests", 429, "rate limit exceeded", .assumed)
    static let organizationNotFound = Refusal("organizationNotFound", 404, "organization not found", .assumed)
    static let foreignOrganization = Refusal("foreignOrganization", 403, "forbidden", .assumed)
    static let projectKeyCannotManageKeys = Refusal(
        "projectKeyCannotManageKeys", 403, "project-scoped keys cannot manage api keys", .assumed)
    static let notManager = Refusal(
        "notManager", 403, "this key may not manage the organization", .assumed)
    static let missingScope = Refusal("missingScope", 403, "missing required scope: <scope>", .assumed)
    static let adminRequired = Refusal("adminRequired", 403, "organization admin role required", .assumed)
    static let keyNotFound = Refusal("keyNotFound", 404, "api key not found", .observed)
    static let invalidBody = Refusal("invalidBody", 400, "invalid request body", .assumed)
    static let nameRequired = Refusal("nameRequired", 400, "name is required", .assumed)
    static let scopesRequired = Refusal("scopesRequired", 400, "at least one scope is required", .assumed)
    static let unsupportedScope = Refusal("unsupportedScope", 400, #"unsupported scope "<scope>""#, .assumed)
    static let projectNotFound = Refusal("projectNotFound", 404, "project not found", .observed)
    static let scopeNotForProjectKeys = Refusal(
        "scopeNotForProjectKeys", 400, #"scope "<scope>" is not allowed on a project-scoped key"#, .assumed)
    static let expiryNotInFuture = Refusal("expiryNotInFuture", 400, "expires_at must be in the future", .assumed)
    static let slugInvalid = Refusal("slugInvalid", 400, "slug is invalid", .assumed)
    static let slugTaken = Refusal("slugTaken", 409, "slug is taken", .assumed)
    static let unsupportedSource = Refusal("unsupportedSource", 400, #"unsupported source "<source>""#, .assumed)
    static let loginNotFound = Refusal(
        "loginNotFound", 404, "cli login session not found", .observed)
    static let loginExpired = Refusal("loginExpired", 410, "login session expired", .assumed)
    static let loginDenied = Refusal("loginDenied", 410, "cli login session was denied", .assumed)
    static let notFound = Refusal("notFound", 404, "not found", .assumed)
    static let methodNotAllowed = Refusal("methodNotAllowed", 405, "method not allowed", .assumed)
    static let internalError = Refusal("internalError", 500, "internal server error", .assumed)
    static let memberNotFound = Refusal("memberNotFound", 404, "member not found", .assumed)
    static let alreadyMember = Refusal("alreadyMember", 409, "user is already a member", .assumed)
    static let loginNotPending = Refusal("loginNotPending", 409, "login session is not pending", .assumed)
}
