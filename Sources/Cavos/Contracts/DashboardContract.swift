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
                body: [CavosFields.organizationName, CavosFields.description, CavosFields.owner],
                refusals: [.invalidJSON]),
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
                body: [CavosFields.keyName], refusals: [.organizationNotFound, .invalidJSON]),
            Route(
                .delete, "/organizations/{organizationID}/api-keys/{keyID}", "revokeKey",
                .openWrite(CavosOperations.revokeKey),
                refusals: [.organizationNotFound, .keyNotFound]),
            Route(
                .get, "/apps", "listApps", .openRead(CavosOperations.listApps), query: [CavosFields.organizationFilter]),
            Route(
                .patch, "/apps/{appID}", "setAppActivity", .openWrite(CavosOperations.setAppActivity),
                body: [CavosFields.isActive], refusals: [.appNotFound, .invalidJSON]),
            Route(
                .delete, "/apps/{appID}", "deleteApp", .openWrite(CavosOperations.deleteApp), refusals: [.appNotFound]),
            Route(
                .patch, "/users/{userID}", "changePlan", .openWrite(CavosOperations.changePlan),
                body: [CavosFields.plan], refusals: [.userNotFound, .invalidJSON]),
        ],
        refusals: .dashboard, secrets: SecretFields(members: ["plaintext"]), identify: CavosCredential.identify,
        render: render)
}
