package import Emulation
internal import HTTP

extension CavosService {
    /// What people do in the dashboard (contract: "The dashboard's part").
    package static let dashboard = RouteTable<Operation<CavosService>>([
        .init(
            .get, "/organizations", "listOrganizations",
            .open { state, call throws(Failure) in try state.listOrganizations(&call) }),
        .init(
            .post, "/organizations", "createOrganization",
            .open { state, call throws(Failure) in try state.createOrganization(&call) }),
        .init(
            .delete, "/organizations/{organizationID}", "deleteOrganization",
            .open { state, call throws(Failure) in try state.deleteOrganization(&call) }),
        .init(
            .get, "/organizations/{organizationID}/api-keys", "listKeys",
            .open { state, call throws(Failure) in try state.listKeys(&call) }),
        .init(
            .post, "/organizations/{organizationID}/api-keys", "generateKey",
            .open { state, call throws(Failure) in try state.generateKey(&call) }),
        .init(
            .delete, "/organizations/{organizationID}/api-keys/{keyID}", "revokeKey",
            .open { state, call throws(Failure) in try state.revokeKey(&call) }),
        .init(.get, "/apps", "listApps", .open { state, call throws(Failure) in try state.listApps(&call) }),
        .init(
            .patch, "/apps/{appID}", "setAppActivity",
            .open { state, call throws(Failure) in try state.setAppActivity(&call) }),
        .init(
            .delete, "/apps/{appID}", "deleteApp", .open { state, call throws(Failure) in try state.deleteApp(&call) }),
        .init(
            .patch, "/users/{userID}", "changePlan",
            .open { state, call throws(Failure) in try state.changePlan(&call) }),
    ])
}
