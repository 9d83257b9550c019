package import Emulation

/// Each error answer of the CapyDB API and its dashboard (contract: "Order of checks", "Neighbours").
package enum CapyDBRefusal: Refusal {
    case unauthorized
    case tooManyRequests
    case organizationNotFound
    case foreignOrganization
    case projectKeyCannotManageKeys
    case missingScope
    case adminRequired
    case keyNotFound
    case invalidBody
    case nameRequired
    case scopesRequired
    case unsupportedScope
    case projectNotFound
    case scopeNotForProjectKeys
    case expiryNotInFuture
    case slugRequired
    case unsupportedSource
    case loginNotFound
    case loginExpired
    case notFound
    case methodNotAllowed
    case internalError
    case userNotFound
    case memberNotFound
    case alreadyMember
    case unknownRole
    case loginNotPending

    package var status: Int { declaration.status }
    package var message: String { declaration.message }
    package var basis: Basis { declaration.basis }

    private var declaration: (status: Int, message: String, basis: Basis) {
        switch self {
        case .unauthorized: (401, "unauthorized", .observed)
        case .tooManyRequests: (429, "rate limit exceeded", .assumed)
        case .organizationNotFound: (404, "organization not found", .assumed)
        case .foreignOrganization: (403, "forbidden", .assumed)
        case .projectKeyCannotManageKeys: (403, "project-scoped keys cannot manage api keys", .assumed)
        case .missingScope: (403, "missing required scope: <scope>", .assumed)
        case .adminRequired: (403, "organization admin role required", .assumed)
        case .keyNotFound: (404, "api key not found", .observed)
        case .invalidBody: (400, "invalid request body", .assumed)
        case .nameRequired: (400, "name is required", .assumed)
        case .scopesRequired: (400, "at least one scope is required", .assumed)
        case .unsupportedScope: (400, #"unsupported scope "<scope>""#, .assumed)
        case .projectNotFound: (404, "project not found", .observed)
        case .scopeNotForProjectKeys: (400, #"scope "<scope>" is not allowed on a project-scoped key"#, .assumed)
        case .expiryNotInFuture: (400, "expires_at must be in the future", .assumed)
        case .slugRequired: (400, "slug is required", .assumed)
        case .unsupportedSource: (400, #"unsupported source "<source>""#, .assumed)
        case .loginNotFound: (404, "login session not found", .assumed)
        case .loginExpired: (410, "login session expired", .assumed)
        case .notFound: (404, "not found", .assumed)
        case .methodNotAllowed: (405, "method not allowed", .assumed)
        case .internalError: (500, "internal server error", .assumed)
        case .userNotFound: (404, "user not found", .assumed)
        case .memberNotFound: (404, "member not found", .assumed)
        case .alreadyMember: (409, "user is already a member", .assumed)
        case .unknownRole: (400, "role must be admin or member", .assumed)
        case .loginNotPending: (409, "login session is not pending", .assumed)
        }
    }
}
