package import Emulation
internal import HTTP

extension CapgoService {
    /// The operations of the console app and the plugin (contract: "The console's part").
    ///
    /// Errors have the control plane's shape.
    package static let dashboard = Contract<CapgoService>(
        id: "dashboard",
        routes: [
            Route(.get, "/users", "listUsers", .openRead(CapgoOperations.listUsers)),
            Route(
                .post, "/users", "createUser", .openWrite(CapgoOperations.createUser),
                body: EntityField.all(of: NewUserBody(), refusal: .invalidMember),
                refusals: [.invalidJSON, .emailTaken]),
            Route(
                .patch, "/users/{userID}", "changePlan", .openWrite(CapgoOperations.changePlan),
                body: EntityField.all(of: PlanBody(), refusal: .invalidMember),
                refusals: [.userNotFound, .invalidJSON]),
            Route(
                .get, "/organizations", "listAllOrganizations", .openRead(CapgoOperations.listAllOrganizations)),
            Route(
                .post, "/organizations", "createOrganizationOfUser",
                .openWrite(CapgoOperations.createOrganizationOfUser),
                body: EntityField.all(of: NewOrganizationBody(), refusal: .invalidMember),
                refusals: [.invalidJSON, .userNotFound]),
            Route(
                .delete, "/organizations/{organizationID}", "deleteAnyOrganization",
                .openWrite(CapgoOperations.deleteAnyOrganization), refusals: [.organizationNotFound]),
            Route(
                .post, "/organizations/{organizationID}/members/{userID}/accept", "acceptInvitation",
                .openWrite(CapgoOperations.acceptInvitation), refusals: [.organizationNotFound, .memberNotFound]),
            Route(
                .get, "/apikeys", "listAllKeys", .openRead(CapgoOperations.listAllKeys),
                query: [CapgoFields.userFilter], refusals: [.userNotFound]),
            Route(
                .post, "/apikeys", "createKeyOfUser", .openWrite(CapgoOperations.createKeyOfUser),
                body: EntityField.all(of: NewKeyBody(), refusal: .invalidMember),
                refusals: [
                    .invalidJSON, .userNotFound, .expirationNotInFuture, .organizationNotFound,
                    .appNotFound, .internalError,
                ]),
            Route(
                .delete, "/apikeys/{keyID}", "deleteAnyKey", .openWrite(CapgoOperations.deleteAnyKey),
                refusals: [.keyNotFound]),
            Route(
                .get, "/devices", "listAllDevices", .openRead(CapgoOperations.listAllDevices),
                query: [CapgoFields.appFilter], refusals: [.appNotFound]),
            Route(
                .put, "/devices", "reportDevice", .openWrite(CapgoOperations.reportDevice),
                body: EntityField.all(of: Device(), refusal: .invalidMember),
                refusals: [.invalidJSON, .appNotFound, .channelNotFound, .bundleNotFound]),
            Route(
                .delete, "/devices/{appID}/{deviceID}", "deleteDevice", .openWrite(CapgoOperations.deleteDevice),
                refusals: [.deviceNotFound]),
            Route(
                .put, "/statistics", "putFigures", .openWrite(CapgoOperations.putFigures),
                body: EntityField.all(of: DailyStatistics(), refusal: .invalidMember),
                refusals: [.invalidJSON, .invalidShares, .appNotFound]),
        ],
        refusals: .dashboard,
        secrets: SecretFields(pathParameters: ["keyID"], members: ["key"]), identify: CapgoCredential.identify,
        render: render)
}
