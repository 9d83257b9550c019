package import Emulation
internal import HTTP

extension CapyDBService {
    /// The operations of the console.
    package static let dashboard = Contract<CapyDBService>(
        id: "dashboard", routes: organizationRoutes + memberRoutes + projectRoutes + keyRoutes + loginRoutes,
        refusals: .dashboard,
        secrets: SecretFields(members: ["plaintext_api_key", "token"]), identify: CapyDBCredential.identify,
        render: render202609)

    private static let organization = "/organizations/{organizationID}"

    private static let organizationRoutes: [Route<Operation<CapyDBService>>] = [
        Route(.get, "/organizations", "listOrganizations", .openRead(CapyDBOperations.listOrganizations)),
        Route(
            .post, "/organizations", "createOrganization", .openWrite(CapyDBOperations.createOrganization),
            body: EntityField.all(of: NewOrganizationForm(), refusal: .wrongBody),
            refusals: [.slugTaken]),
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
            body: EntityField.all(of: NewMemberForm(), refusal: .wrongBody),
            refusals: [.organizationNotFound, .alreadyMember]),
        Route(
            .patch, organization + "/members/{userID}", "changeRole", .openWrite(CapyDBOperations.changeRole),
            body: EntityField.all(of: RoleForm(), refusal: .wrongBody),
            refusals: [.organizationNotFound, .memberNotFound]),
        Route(
            .delete, organization + "/members/{userID}", "removeMember", .openWrite(CapyDBOperations.removeMember),
            refusals: [.organizationNotFound, .memberNotFound]),
        Route(
            .post, organization + "/sessions", "signIn", .openWrite(CapyDBOperations.signIn),
            body: EntityField.all(of: SignInForm(), refusal: .wrongBody),
            refusals: [.organizationNotFound, .memberNotFound]),
    ]

    private static let projectRoutes: [Route<Operation<CapyDBService>>] = [
        Route(
            .get, organization + "/projects", "listProjects", .openRead(CapyDBOperations.listProjects),
            refusals: [.organizationNotFound]),
        Route(
            .post, organization + "/projects", "createProject", .openWrite(CapyDBOperations.createProject),
            body: EntityField.all(of: NewProjectForm(), refusal: .wrongBody),
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
            refusals: [.wrongBody, .organizationNotFound] + newKeyRefusals),
        Route(
            .delete, organization + "/api-keys/{keyID}", "revokeKey", .openWrite(CapyDBOperations.revokeKey),
            refusals: [.organizationNotFound, .keyNotFound]),
    ]

    private static let loginRoutes: [Route<Operation<CapyDBService>>] = [
        Route(.get, "/device-logins", "listDeviceLogins", .openRead(CapyDBOperations.listLogins)),
        Route(
            .post, "/device-logins/{sessionID}/approve", "approveDeviceLogin",
            .openWrite(CapyDBOperations.approveLogin),
            body: EntityField.all(of: ApprovalForm(), refusal: .wrongBody),
            refusals: pendingLogin + [.memberNotFound, .adminRequired]),
        Route(
            .post, "/device-logins/{sessionID}/deny", "denyDeviceLogin", .openWrite(CapyDBOperations.denyLogin),
            refusals: pendingLogin + [.wrongBody]),
    ]

    private static let pendingLogin: [Refusal] = [.loginNotFound, .loginExpired, .loginNotPending]
}
