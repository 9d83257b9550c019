package import Emulation
internal import HTTP
internal import JSON

extension CapyDBService {
    package static let examples = keyExamples + organizationExamples + loginExamples

    private static let manager = (
        name: "Authorization", value: "Bearer capy_live_mgmt_demo_fake_0000000000000000000000000000"
    )
    private static let reader = (
        name: "Authorization", value: "Bearer capy_live_read_demo_fake_0000000000000000000000000000"
    )
    private static let everything = (
        name: "Authorization", value: "Bearer capy_live_moth_demo_fake_0000000000000000000000000000"
    )
    private static let organization = "/v1/organizations/org_demo_lantern"
    private static let logins = "/v1/cli/login/sessions"

    private static let keyExamples = [
        OperationExample("listAPIKeys", .get, organization + "/api-keys", key: manager),
        OperationExample(
            "createAPIKey", .post, organization + "/api-keys", key: manager,
            body: ["name": "Nightly report", "scopes": ["projects:read"]]),
        OperationExample(
            "revokeAPIKey", .delete, organization + "/api-keys/key_demo_backups", key: manager),
    ]

    private static let organizationExamples = [
        OperationExample("getMe", .get, "/v1/me", key: reader),
        OperationExample("getOrganization", .get, organization, key: reader),
        OperationExample(
            "updateOrganization", .patch, "/v1/organizations/org_demo_moth", key: everything,
            body: ["name": "Moth and Relay"]),
        OperationExample("listProjects", .get, "/v1/projects", key: reader),
        OperationExample("getProject", .get, "/v1/projects/prj_demo_wallet", key: reader),
    ]

    private static let loginExamples = [
        OperationExample(
            "startCLILoginSession", .post, logins,
            body: ["device_name": "ada-laptop", "source": "cli", "scopes": ["projects:read"]]),
        OperationExample(
            "pollCLILoginSession", .get, logins + "/{session_id}?poll_token={poll_token}",
            after: "startCLILoginSession"),
    ]

    package static let refusalExamples = [
        Refused(.missingScope, about: Scope.apiKeysWrite.rawValue),
        Refused(.unsupportedScope, about: "projects:delete"),
        Refused(.scopeNotForProjectKeys, about: Scope.apiKeysWrite.rawValue),
        Refused(.unsupportedSource, about: "browser"),
    ]

    package static let notEmulated = [
        "Databases themselves: SQL, credentials, connections, backups.",
        "Creating, changing and deleting projects with a key, and the jobs of that.",
        "The status, regions, versions and audit events of the API.",
    ]
}
