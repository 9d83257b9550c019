internal import Emulation
internal import HTTP

/// The routes of the public API, which all its contracts share.
extension CapyDBService {
    static let publicRoutes: [Route<Operation<CapyDBService>>] = [
        Route(
            .get, organization + "/api-keys", "listAPIKeys", .read(CapyDBOperations.listAPIKeys),
            refusals: ownOrganization + [.projectKeyCannotManageKeys, .missingScope]),
        Route(
            .post, organization + "/api-keys", "createAPIKey", .write(CapyDBOperations.createAPIKey),
            body: newKeyFields, refusals: ownOrganization + keyManagement + newKeyRefusals),
        Route(
            .delete, organization + "/api-keys/{keyID}", "revokeAPIKey", .write(CapyDBOperations.revokeAPIKey),
            refusals: ownOrganization + keyManagement + [.keyNotFound]),
        Route(.get, "/v1/me", "getMe", .read(CapyDBOperations.getMe), refusals: [.organizationNotFound]),
        Route(
            .get, organization, "getOrganization", .read(CapyDBOperations.getOrganization),
            refusals: ownOrganization + [.missingScope]),
        Route(
            .patch, organization, "updateOrganization", .write(CapyDBOperations.updateOrganization),
            body: [CapyDBFields.newName, CapyDBFields.slug],
            refusals: ownOrganization + [
                .missingScope, .adminRequired, .nameRequired, .slugInvalid, .slugTaken,
            ]),
        Route(
            .get, "/v1/projects", "listProjects", .read(CapyDBOperations.listOwnProjects),
            refusals: [.missingScope]),
        Route(
            .get, "/v1/projects/{projectID}", "getProject", .read(CapyDBOperations.getProject),
            refusals: [.missingScope, .projectNotFound]),
        Route(
            .post, logins, "startCLILoginSession", .openWrite(CapyDBOperations.startLogin),
            body: [
                CapyDBFields.requestedName, CapyDBFields.deviceName, CapyDBFields.source, CapyDBFields.expiresAt,
                CapyDBFields.requestedScopes,
            ],
            refusals: [.unsupportedSource, .scopesRequired, .unsupportedScope, .expiryNotInFuture]),
        Route(
            .get, logins + "/{sessionID}", "pollCLILoginSession", .openWrite(CapyDBOperations.pollLogin),
            query: [CapyDBFields.pollToken],
            refusals: [.loginNotFound, .unauthorized, .loginExpired, .loginDenied]),
    ]

    private static let organization = "/v1/organizations/{organizationID}"
    private static let logins = "/v1/cli/login/sessions"

    private static let ownOrganization: [Refusal] = [.organizationNotFound, .foreignOrganization]
    /// The refusals of operations that change keys: unlike reading, they require an admin.
    private static let keyManagement: [Refusal] = [
        .projectKeyCannotManageKeys, .notManager, .missingScope, .adminRequired,
    ]

    /// The body's fields in requests for a new key, in the API and in the dashboard.
    static let newKeyFields: [any RequestFieldDescription] = [
        CapyDBFields.name, CapyDBFields.scopes, CapyDBFields.projectID, CapyDBFields.expiresAt, CapyDBFields.deviceName,
    ]
    static let newKeyRefusals: [Refusal] = [
        .unsupportedScope, .projectNotFound, .scopeNotForProjectKeys, .expiryNotInFuture,
    ]
}
