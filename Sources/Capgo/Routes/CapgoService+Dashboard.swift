package import Emulation
internal import HTTP

extension CapgoService {
    /// What the console app and the plugin do (contract: "The console's part").
    package static let dashboard = RouteTable<Operation<CapgoService>>([
        .init(
            .get, "/users", "listUsers",
            .open { state, call throws(Failure) in try state.listUsers(&call) }),
        .init(
            .post, "/users", "createUser",
            .open { state, call throws(Failure) in try state.createUser(&call) }),
        .init(
            .patch, "/users/{userID}", "changePlan",
            .open { state, call throws(Failure) in try state.changePlan(&call) }),
        .init(
            .get, "/organizations", "listAllOrganizations",
            .open { state, call throws(Failure) in try state.listAllOrganizations(&call) }),
        .init(
            .post, "/organizations", "createOrganizationOfUser",
            .open { state, call throws(Failure) in try state.createOrganizationOfUser(&call) }),
        .init(
            .delete, "/organizations/{organizationID}", "deleteAnyOrganization",
            .open { state, call throws(Failure) in try state.deleteAnyOrganization(&call) }),
        .init(
            .post, "/organizations/{organizationID}/members/{userID}/accept", "acceptInvitation",
            .open { state, call throws(Failure) in try state.acceptInvitation(&call) }),
        .init(
            .get, "/apikeys", "listAllKeys",
            .open { state, call throws(Failure) in try state.listAllKeys(&call) }),
        .init(
            .post, "/apikeys", "createKeyOfUser",
            .open { state, call throws(Failure) in try state.createKeyOfUser(&call) }),
        .init(
            .delete, "/apikeys/{keyID}", "deleteAnyKey",
            .open { state, call throws(Failure) in try state.deleteAnyKey(&call) }),
        .init(
            .get, "/devices", "listAllDevices",
            .open { state, call throws(Failure) in try state.listAllDevices(&call) }),
        .init(
            .put, "/devices", "reportDevice",
            .open { state, call throws(Failure) in try state.reportDevice(&call) }),
        .init(
            .delete, "/devices/{appID}/{deviceID}", "deleteDevice",
            .open { state, call throws(Failure) in try state.deleteDevice(&call) }),
        .init(
            .put, "/statistics", "putFigures",
            .open { state, call throws(Failure) in try state.putFigures(&call) }),
    ])
}
