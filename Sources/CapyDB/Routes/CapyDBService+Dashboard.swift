package import Emulation
internal import HTTP

extension CapyDBService {
    /// What people do in the console.
    package static let dashboard = RouteTable<Operation<CapyDBService>>(
        organizationActs + memberActs + projectActs + keyActs + loginActs)

    private typealias Route = RouteTable<Operation<CapyDBService>>.Route

    private static let organization = "/organizations/{organizationID}"

    private static var organizationActs: [Route] {
        [
            .init(
                .get, "/organizations", "listOrganizations",
                .open { state, call throws(Failure) in try state.listOrganizations(&call) }),
            .init(
                .post, "/organizations", "createOrganization",
                .open { state, call throws(Failure) in try state.createOrganization(&call) }),
            .init(
                .delete, organization, "deleteOrganization",
                .open { state, call throws(Failure) in try state.deleteOrganization(&call) }),
        ]
    }

    private static var memberActs: [Route] {
        [
            .init(
                .get, organization + "/members", "listMembers",
                .open { state, call throws(Failure) in try state.listMembers(&call) }),
            .init(
                .post, organization + "/members", "addMember",
                .open { state, call throws(Failure) in try state.addMember(&call) }),
            .init(
                .patch, organization + "/members/{userID}", "changeRole",
                .open { state, call throws(Failure) in try state.changeRole(&call) }),
            .init(
                .delete, organization + "/members/{userID}", "removeMember",
                .open { state, call throws(Failure) in try state.removeMember(&call) }),
            .init(
                .post, organization + "/sessions", "signIn",
                .open { state, call throws(Failure) in try state.signIn(&call) }),
        ]
    }

    private static var projectActs: [Route] {
        [
            .init(
                .get, organization + "/projects", "listProjects",
                .open { state, call throws(Failure) in try state.listProjects(&call) }),
            .init(
                .post, organization + "/projects", "createProject",
                .open { state, call throws(Failure) in try state.createProject(&call) }),
            .init(
                .delete, organization + "/projects/{projectID}", "deleteProject",
                .open { state, call throws(Failure) in try state.deleteProject(&call) }),
        ]
    }

    private static var keyActs: [Route] {
        [
            .init(
                .get, organization + "/api-keys", "listKeys",
                .open { state, call throws(Failure) in try state.listKeys(&call) }),
            .init(
                .post, organization + "/api-keys", "createKey",
                .open { state, call throws(Failure) in try state.createKey(&call) }),
            .init(
                .delete, organization + "/api-keys/{keyID}", "revokeKey",
                .open { state, call throws(Failure) in try state.revokeKey(&call) }),
        ]
    }

    private static var loginActs: [Route] {
        [
            .init(
                .get, "/device-logins", "listDeviceLogins",
                .open { state, call throws(Failure) in try state.listLogins(&call) }),
            .init(
                .post, "/device-logins/{sessionID}/approve", "approveDeviceLogin",
                .open { state, call throws(Failure) in try state.approveLogin(&call) }),
            .init(
                .post, "/device-logins/{sessionID}/deny", "denyDeviceLogin",
                .open { state, call throws(Failure) in try state.denyLogin(&call) }),
        ]
    }
}
