package import Emulation
internal import HTTP

extension CapyDBService {
    /// The public API, under both of its bases.
    package static let routes = RouteTable<Operation<CapyDBService>>(["", "/api/capydb"].flatMap(routes(below:)))

    private static func routes(below base: String) -> [RouteTable<Operation<CapyDBService>>.Route] {
        let organization = base + "/v1/organizations/{organizationID}"
        let logins = base + "/v1/cli/login/sessions"
        return [
            .init(
                .get, organization + "/api-keys", "listAPIKeys",
                .authenticated { state, call, caller throws(Failure) in try state.listKeys(&call, by: caller) }),
            .init(
                .post, organization + "/api-keys", "createAPIKey",
                .authenticated { state, call, caller throws(Failure) in try state.createKey(&call, by: caller) }),
            .init(
                .delete, organization + "/api-keys/{keyID}", "revokeAPIKey",
                .authenticated { state, call, caller throws(Failure) in try state.revokeKey(&call, by: caller) }),
            .init(
                .get, base + "/v1/me", "getMe",
                .authenticated { state, call, caller throws(Failure) in try state.viewer(&call, by: caller) }),
            .init(
                .get, organization, "getOrganization",
                .authenticated { state, call, caller throws(Failure) in
                    try state.showOrganization(&call, by: caller)
                }),
            .init(
                .patch, organization, "updateOrganization",
                .authenticated { state, call, caller throws(Failure) in
                    try state.changeOrganization(&call, by: caller)
                }),
            .init(
                .get, base + "/v1/projects", "listProjects",
                .authenticated { state, call, caller throws(Failure) in try state.listProjects(&call, by: caller) }),
            .init(
                .get, base + "/v1/projects/{projectID}", "getProject",
                .authenticated { state, call, caller throws(Failure) in try state.showProject(&call, by: caller) }),
            .init(
                .post, logins, "startCLILoginSession",
                .open { state, call throws(Failure) in try state.startLogin(&call) }),
            .init(
                .get, logins + "/{sessionID}", "pollCLILoginSession",
                .open { state, call throws(Failure) in try state.pollLogin(&call) }),
        ]
    }
}
