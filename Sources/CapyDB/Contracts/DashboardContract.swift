package import Emulation
internal import HTTP

extension CapyDBService {
    /// The operations of the console.
    package static let dashboard = Contract<CapyDBService>(
        id: "dashboard", routes: organizationRoutes + memberRoutes + projectRoutes + keyRoutes + loginRoutes,
        refusals: .dashboard,
        secrets: SecretFields(members: ["plaintext_api_key", "token"]), identify: CapyDBCredential.identify,
        render: render202608)

    private static let organization = "/organizations/{organizationID}"

    private static let organizationRoutes: [Route<Operation<CapyDBService>>] = [
        Route(.get, "/organizations", "listOrganizations", .openRead(CapyDBOperations.listOrganizations)),
        Route(
            .post, "/organizations", "createOrganization", .openWrite(CapyDBOperations.createOrganization),
            body: [CapyDBFields.name, CapyDBFields.slug, CapyDBFields.admin], refusals: [.userNotFound]),
        Route(
            .delete, organization, "deleteOrganization", .openWrite(CapyDBOperations.deleteOrganization),
            refusals: [.organizationNotFound]),
    ]

    private static let memberRoutes: [Route<Operation<CapyDBService>>] = [
        Route(
            .get, organization + "/members", "listMembers", .openRead(CapyDBOperations.listMembers),
            refusals: [.organizationNotFound]),
        Route(
            .post, organization + "/members", "addMember", .openWrite(CapyDBOperations.addMember),
            body: [CapyDBFields.user, CapyDBFields.role],
            refusals: [.organizationNotFound, .unknownRole, .alreadyMember]),
        Route(
            .patch, organization + "/members/{userID}", "changeRole", .openWrite(CapyDBOperations.changeRole),
            body: [CapyDBFields.newRole], refusals: [.organizationNotFound, .memberNotFound]),
        Route(
            .delete, organization + "/members/{userID}", "removeMember", .openWrite(CapyDBOperations.removeMember),
            refusals: [.organizationNotFound, .memberNotFound]),
        Route(
            .post, organization + "/sessions", "signIn", .openWrite(CapyDBOperations.signIn),
            body: [CapyDBFields.user], refusals: [.organizationNotFound, .memberNotFound]),
    ]

    private static let projectRoutes: [Route<Operation<CapyDBService>>] = [
        Route(
            .get, organization + "/projects", "listProjects", .openRead(CapyDBOperations.listProjects),
            refusals: [.organizationNotFound]),
        Route(
            .post, organization + "/projects", "createProject", .openWrite(CapyDBOperations.createProject),
            body: [CapyDBFields.name, CapyDBFields.slug, CapyDBFields.environment, CapyDBFields.region],
            refusals: [.organizationNotFound]),
        Route(
            .delete, organization + "/projects/{projectID}", "deleteProject",
            .openWrite(CapyDBOperations.deleteProject), refusals: [.organizationNotFound, .projectNotFound]),
    ]

    private static let keyRoutes: [Route<Operation<CapyDBService>>] = [
        Route(
            .get, organization + "/api-keys", "listKeys", .openRead(CapyDBOperations.listKeys),
            refusals: [.organizationNotFound]),
        Route(
            .post, organization + "/api-keys", "createKey", .openWrite(CapyDBOperations.createKey),
            body: newKeyFields + [CapyDBFields.creator],
            refusals: [.organizationNotFound, .userNotFound] + newKeyRefusals),
        Route(
            .delete, organization + "/api-keys/{keyID}", "revokeKey", .openWrite(CapyDBOperations.revokeKey),
            refusals: [.organizationNotFound, .keyNotFound]),
    ]

    private static let loginRoutes: [Route<Operation<CapyDBService>>] = [
        Route(.get, "/device-logins", "listDeviceLogins", .openRead(CapyDBOperations.listLogins)),
        Route(
            .post, "/device-logins/{sessionID}/approve", "approveDeviceLogin",
            .openWrite(CapyDBOperations.approveLogin),
            body: [CapyDBFields.user, CapyDBFields.organizationID],
            refusals: pendingLogin + [.memberNotFound, .adminRequired]),
        Route(
            .post, "/device-logins/{sessionID}/deny", "denyDeviceLogin", .openWrite(CapyDBOperations.denyLogin),
            refusals: pendingLogin),
    ]

    private static let pendingLogin: [Refusal] = [.loginNotFound, .loginExpired, .loginNotPending]
}
