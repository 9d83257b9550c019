package import Emulation
internal import HTTP

extension CavosService {
    /// The operations of the dashboard (contract: "The dashboard's part").
    package static let dashboard = Contract<CavosService>(
        id: "dashboard",
        routes: [
            Route(.get, "/organizations", "listOrganizations", .openRead(CavosOperations.listOrganizations)),
            Route(
                .post, "/organizations", "createOrganization", .openWrite(CavosOperations.createOrganization),
                body: EntityField.all(of: NewOrganizationForm(), refusal: .wrongBody)),
            Route(
                .delete, "/organizations/{organizationID}", "deleteOrganization",
                .openWrite(CavosOperations.deleteOrganization),
                query: [CavosFields.keepsKeys], refusals: [.organizationNotFound]),
            Route(
                .get, "/organizations/{organizationID}/api-keys", "listKeys", .openRead(CavosOperations.listKeys),
                refusals: [.organizationNotFound]),
            Route(
                .post, "/organizations/{organizationID}/api-keys", "generateKey",
                .openWrite(CavosOperations.generateKey),
                body: EntityField.all(of: NewKeyForm(), refusal: .wrongBody),
                refusals: [.organizationNotFound, .keyNameRequired]),
            Route(
                .delete, "/organizations/{organizationID}/api-keys/{keyID}", "revokeKey",
                .openWrite(CavosOperations.revokeKey),
                refusals: [.organizationNotFound, .keyNotFound]),
            Route(
                .get, "/apps", "listApps", .openRead(CavosOperations.listApps), query: [CavosFields.organizationFilter]),
            Route(
                .patch, "/apps/{appID}", "setAppActivity", .openWrite(CavosOperations.setAppActivity),
                body: EntityField.all(of: AppActivityForm(), refusal: .wrongBody),
                refusals: [.appNotFound]),
            Route(
                .delete, "/apps/{appID}", "deleteApp", .openWrite(CavosOperations.deleteApp), refusals: [.appNotFound]),
            Route(
                .patch, "/users/{userID}", "changePlan", .openWrite(CavosOperations.changePlan),
                body: EntityField.all(of: PlanForm(), refusal: .wrongBody),
                refusals: [.userNotFound]),
        ],
        refusals: .dashboard, secrets: SecretFields(members: ["plaintext"]), identify: CavosCredential.identify,
        render: render)
}
