import UnderstudyTesting

/// The refusals of CapyDB's dashboard acts, which the control plane serves.
enum CapyDBDashboardRows {
    private static let base = CapyDBWorld.acts
    private static let ours = base + "/organizations/org_ours"
    private static let none = base + "/organizations/org_none"
    private static let logins = base + "/device-logins"

    private static func row(_ name: String, _ line: String, _ body: String, _ status: Int, _ sentence: String)
        -> ContractRow
    {
        let fields = body.isEmpty ? [] : ["Content-Type: application/json"]
        return ContractRow(name, Wire(line, fields, body: body), status, #"{"error":"\#(sentence)"}"#)
    }

    static let refusals = organizations + members + projects + keys + deviceLogins

    private static let organizations: [ContractRow] = [
        row("an organization without JSON", "POST \(base)/organizations", "x", 400, "invalid request body"),
        row("an organization without a name", "POST \(base)/organizations", "{}", 400, "name is required"),
        row(
            "an organization of nobody", "POST \(base)/organizations", #"{"name":"x","admin":"nobody"}"#, 404,
            "user not found"),
        row("no organization to delete", "DELETE \(none)", "", 404, "organization not found"),
        row("no act", "GET \(base)/nothing", "", 404, "Not found"),
        row("another method", "PUT \(base)/organizations", "", 405, "Method not allowed"),
    ]

    private static let members: [ContractRow] = [
        row("members of no organization", "GET \(none)/members", "", 404, "organization not found"),
        row("a member of no organization", "POST \(none)/members", "{}", 404, "organization not found"),
        row("a member without JSON", "POST \(ours)/members", "[]", 400, "invalid request body"),
        row("a member who is nobody", "POST \(ours)/members", #"{"user":"nobody"}"#, 404, "user not found"),
        row("a member without a user", "POST \(ours)/members", "{}", 404, "user not found"),
        row(
            "a member with a role of one's own", "POST \(ours)/members",
            #"{"user":"mallory@example.com","role":"owner"}"#,
            400, "role must be admin or member"),
        row("a member twice", "POST \(ours)/members", #"{"user":"ada@example.com"}"#, 409, "user is already a member"),
        row(
            "a role for a stranger", "PATCH \(ours)/members/mallory@example.com", #"{"role":"admin"}"#, 404,
            "member not found"),
        row("a role for nobody", "PATCH \(ours)/members/nobody", #"{"role":"admin"}"#, 404, "member not found"),
        row("no role", "PATCH \(ours)/members/ada@example.com", "{}", 400, "role must be admin or member"),
        row("a stranger to remove", "DELETE \(ours)/members/mallory@example.com", "", 404, "member not found"),
        row(
            "a sign-in of a stranger", "POST \(ours)/sessions", #"{"user":"mallory@example.com"}"#, 404,
            "member not found"),
        row("a sign-in of nobody", "POST \(ours)/sessions", "{}", 404, "user not found"),
        row("a sign-in nowhere", "POST \(none)/sessions", "{}", 404, "organization not found"),
    ]

    private static let projects: [ContractRow] = [
        row("projects of no organization", "GET \(none)/projects", "", 404, "organization not found"),
        row("a project of no organization", "POST \(none)/projects", "{}", 404, "organization not found"),
        row("a project without a name", "POST \(ours)/projects", #"{"name":" "}"#, 400, "name is required"),
        row(
            "a project in an unknown environment", "POST \(ours)/projects", #"{"name":"x","environment":"moon"}"#, 400,
            "invalid request body"),
        row("no project to delete", "DELETE \(ours)/projects/prj_none", "", 404, "project not found"),
        row("their project to delete", "DELETE \(ours)/projects/prj_theirs", "", 404, "project not found"),
    ]

    private static let keys: [ContractRow] = [
        row("keys of no organization", "GET \(none)/api-keys", "", 404, "organization not found"),
        row("a key of no organization", "POST \(none)/api-keys", "{}", 404, "organization not found"),
        row("a key without a name", "POST \(ours)/api-keys", #"{"scopes":["*"]}"#, 400, "name is required"),
        row("a key by nobody", "POST \(ours)/api-keys", #"{"user":"nobody"}"#, 404, "user not found"),
        row("no key to revoke", "DELETE \(ours)/api-keys/key_none", "", 404, "api key not found"),
        row("their key to revoke", "DELETE \(ours)/api-keys/key_theirs", "", 404, "api key not found"),
        row("a key to revoke nowhere", "DELETE \(none)/api-keys/key_all", "", 404, "organization not found"),
    ]

    private static func approve(_ name: String, _ login: String, _ body: String, _ status: Int, _ sentence: String)
        -> ContractRow
    {
        row(name, "POST \(logins)/cli_\(login)/approve", body, status, sentence)
    }

    private static let good = #"{"user":"ada@example.com","organization_id":"org_ours"}"#

    private static let deviceLogins: [ContractRow] = [
        approve("an unknown login", "none", good, 404, "login session not found"),
        approve("an expired login", "old", good, 410, "login session expired"),
        approve("a login that was approved", "done", good, 409, "login session is not pending"),
        approve("a login that was denied", "denied", good, 409, "login session is not pending"),
        approve("an approval without JSON", "pending", "x", 400, "invalid request body"),
        approve("an approval by nobody", "pending", #"{"organization_id":"org_ours"}"#, 404, "user not found"),
        approve("an approval for nothing", "pending", #"{"user":"ada@example.com"}"#, 404, "organization not found"),
        approve(
            "an approval for others", "pending", #"{"user":"ada@example.com","organization_id":"org_theirs"}"#, 404,
            "member not found"),
        approve(
            "an approval by a mere member", "pending", #"{"user":"grace@example.com","organization_id":"org_ours"}"#,
            403, "organization admin role required"),
        row("a denial of nothing", "POST \(logins)/cli_none/deny", "", 404, "login session not found"),
        row("a denial twice", "POST \(logins)/cli_denied/deny", "", 409, "login session is not pending"),
    ]
}
