import UnderstudyTesting

/// The refusals of CapyDB's dashboard acts, which the control plane serves.
enum CapyDBDashboardRows {
    private static let base = CapyDBWorld.acts
    private static let ours = base + "/organizations/org_ours"
    private static let none = base + "/organizations/org_none"
    private static let logins = base + "/device-logins"

    private static func row(
        _ name: String, _ line: String, _ body: String, _ status: Int, _ sentence: String
    )
        -> ContractRow
    {
        let fields = body.isEmpty ? [] : ["Content-Type: application/json"]
        return ContractRow(
            name, Wire(line, fields, body: body), status, #"{"error":"\#(sentence)"}"#)
    }

    static let refusals = organizations + members + projects + keys + deviceLogins

    private static let user = "expected the id or the e-mail address of a user"

    private static let organizations: [ContractRow] = [
        row(
            "an organization without JSON", "POST \(base)/organizations", "x", 400,
            #"The body is not JSON: line 1, column 1: expected a value, found \"x\""#),
        row(
            "an organization that is a list", "POST \(base)/organizations", "[]", 400,
            "The body is [], expected a JSON object"),
        row(
            "an organization without a name", "POST \(base)/organizations", "{}", 400,
            "name is missing, expected a string that is not blank"),
        row(
            "an organization of nobody", "POST \(base)/organizations",
            #"{"name":"x","user":"nobody"}"#, 400,
            #"user is \"nobody\", \#(user)"#),
        row(
            "an organization with an admin", "POST \(base)/organizations",
            #"{"name":"x","admin":"ada"}"#, 400,
            #"admin is \"ada\", expected no member of that name: known are name, slug, user"#),
        row(
            "an organization with a bad slug", "POST \(base)/organizations",
            #"{"name":"x","slug":"A B"}"#, 400,
            #"slug is \"A B\", expected lower-case letters and digits in words that single hyphens join, such as \"new-co\""#
        ),
        row(
            "an organization with a slug that is taken", "POST \(base)/organizations",
            #"{"name":"x","slug":"theirs"}"#,
            409, "slug is taken"),
        row("no organization to delete", "DELETE \(none)", "", 404, "organization not found"),
        row("no act", "GET \(base)/nothing", "", 404, "Not found"),
        row(
            "another method", "PUT \(base)/organizations", "", 405,
            "Method not allowed, expected GET or POST"),
    ]

    private static let members: [ContractRow] = [
        row("members of no organization", "GET \(none)/members", "", 404, "organization not found"),
        row(
            "a member of no organization", "POST \(none)/members", "{}", 404,
            "organization not found"),
        row(
            "a member that is a list", "POST \(ours)/members", "[]", 400,
            "The body is [], expected a JSON object"),
        row(
            "a member who is nobody", "POST \(ours)/members", #"{"user":"nobody"}"#, 400,
            #"user is \"nobody\", \#(user)"#),
        row(
            "a member without a user", "POST \(ours)/members", "{}", 400,
            "user is missing, expected a string that is not blank"),
        row(
            "a member with a role of one's own", "POST \(ours)/members",
            #"{"user":"mallory@example.com","role":"owner"}"#, 400,
            #"role is \"owner\", expected one of \"admin\", \"member\""#),
        row(
            "a member with a misspelled role", "POST \(ours)/members",
            #"{"user":"mallory@example.com","rol":"admin"}"#, 400,
            #"rol is \"admin\", expected no member of that name: did you mean \"role\"?"#),
        row(
            "a member twice", "POST \(ours)/members", #"{"user":"ada@example.com"}"#, 409,
            "user is already a member"),
        row(
            "a role for a stranger", "PATCH \(ours)/members/mallory@example.com",
            #"{"role":"admin"}"#, 404,
            "member not found"),
        row(
            "a role for nobody", "PATCH \(ours)/members/nobody", #"{"role":"admin"}"#, 404,
            "member not found"),
        row(
            "no role", "PATCH \(ours)/members/ada@example.com", "{}", 400,
            #"role is missing, expected one of \"admin\", \"member\""#),
        row(
            "a stranger to remove", "DELETE \(ours)/members/mallory@example.com", "", 404,
            "member not found"),
        row(
            "a sign-in of a stranger", "POST \(ours)/sessions", #"{"user":"mallory@example.com"}"#,
            404,
            "member not found"),
        row(
            "a sign-in of nobody", "POST \(ours)/sessions", #"{"user":"nobody"}"#, 400,
            #"user is \"nobody\", \#(user)"#
        ),
        row(
            "a sign-in without a user", "POST \(ours)/sessions", "{}", 400,
            "user is missing, expected a string that is not blank"),
        row("a sign-in nowhere", "POST \(none)/sessions", "{}", 404, "organization not found"),
    ]

    private static let projects: [ContractRow] = [
        row(
            "projects of no organization", "GET \(none)/projects", "", 404, "organization not found"
        ),
        row(
            "a project of no organization", "POST \(none)/projects", "{}", 404,
            "organization not found"),
        row(
            "a project with a blank name", "POST \(ours)/projects", #"{"name":" "}"#, 400,
            #"name is \" \", expected a string that is not blank"#),
        row(
            "a project in an unknown environment", "POST \(ours)/projects",
            #"{"name":"x","environment":"moon"}"#, 400,
            #"environment is \"moon\", expected one of \"production\", \"non_production\""#),
        row(
            "a project with an unknown member", "POST \(ours)/projects",
            #"{"name":"x","regoin":"eu"}"#, 400,
            #"regoin is \"eu\", expected no member of that name: did you mean \"region\"?"#),
        row(
            "no project to delete", "DELETE \(ours)/projects/prj_none", "", 404, "project not found"
        ),
        row(
            "their project to delete", "DELETE \(ours)/projects/prj_theirs", "", 404,
            "project not found"),
    ]

    private static let keys: [ContractRow] = [
        row("keys of no organization", "GET \(none)/api-keys", "", 404, "organization not found"),
        row(
            "a key of no organization", "POST \(none)/api-keys", "{}", 404, "organization not found"
        ),
        row(
            "a key without a name", "POST \(ours)/api-keys", #"{"scopes":["*"]}"#, 400,
            "name is missing, expected a string that is not blank"),
        row(
            "a key without scopes", "POST \(ours)/api-keys", #"{"name":"x"}"#, 400,
            "scopes is missing, expected a list, of which each entry is a string"),
        row(
            "a key with an empty list of scopes", "POST \(ours)/api-keys",
            #"{"name":"x","scopes":[]}"#, 400,
            "at least one scope is required"),
        row(
            "a key with an expiry that is no time", "POST \(ours)/api-keys",
            #"{"name":"x","scopes":["*"],"expires_at":"soon"}"#, 400,
            #"expires_at is \"soon\", expected an RFC 3339 time such as \"2026-02-13T12:00:00Z\""#),
        row(
            "a key with a text of one's own", "POST \(ours)/api-keys",
            #"{"name":"x","scopes":["*"],"key":"mine"}"#,
            400,
            #"key is \"mine\", expected no member of that name: known are name, scopes, project_id, expires_at, device_name, user"#
        ),
        row(
            "a key by nobody", "POST \(ours)/api-keys",
            #"{"name":"x","scopes":["*"],"user":"nobody"}"#, 400,
            #"user is \"nobody\", \#(user)"#),
        row("no key to revoke", "DELETE \(ours)/api-keys/key_none", "", 404, "api key not found"),
        row(
            "their key to revoke", "DELETE \(ours)/api-keys/key_theirs", "", 404,
            "api key not found"),
        row(
            "a key to revoke nowhere", "DELETE \(none)/api-keys/key_all", "", 404,
            "organization not found"),
    ]

    private static func approve(
        _ name: String, _ login: String, _ body: String, _ status: Int, _ sentence: String
    )
        -> ContractRow
    {
        row(name, "POST \(logins)/cli_\(login)/approve", body, status, sentence)
    }

    private static let good = #"{"user":"ada@example.com","organization_id":"org_ours"}"#

    private static let deviceLogins: [ContractRow] = [
        approve("an unknown login", "none", good, 404, "cli login session not found"),
        approve("an expired login", "old", good, 410, "login session expired"),
        approve("a login that was approved", "done", good, 409, "login session is not pending"),
        approve("a login that was denied", "denied", good, 409, "login session is not pending"),
        approve(
            "an approval without JSON", "pending", "x", 400,
            #"The body is not JSON: line 1, column 1: expected a value, found \"x\""#),
        approve(
            "an approval without a user", "pending", #"{"organization_id":"org_ours"}"#, 400,
            "user is missing, expected a string that is not blank"),
        approve(
            "an approval by nobody", "pending", #"{"user":"nobody","organization_id":"org_ours"}"#,
            400,
            #"user is \"nobody\", \#(user)"#),
        approve(
            "an approval for nothing", "pending", #"{"user":"ada@example.com"}"#, 400,
            "organization_id is missing, expected a string that is not blank"),
        approve(
            "an approval for no organization", "pending",
            #"{"user":"ada@example.com","organization_id":"org_none"}"#,
            400, #"organization_id is \"org_none\", expected the id of an organization"#),
        approve(
            "an approval with a misspelled organization", "pending",
            #"{"user":"ada@example.com","organisation_id":"org_ours"}"#, 400,
            #"organisation_id is \"org_ours\", expected no member of that name: did you mean \"organization_id\"?"#
        ),
        approve(
            "an approval for others", "pending",
            #"{"user":"ada@example.com","organization_id":"org_theirs"}"#, 404,
            "member not found"),
        approve(
            "an approval by a mere member", "pending",
            #"{"user":"grace@example.com","organization_id":"org_ours"}"#,
            403, "organization admin role required"),
        row(
            "a denial of nothing", "POST \(logins)/cli_none/deny", "", 404,
            "cli login session not found"),
        row(
            "a denial with a user", "POST \(logins)/cli_pending/deny",
            #"{"user":"ada@example.com"}"#, 400,
            #"user is \"ada@example.com\", expected no members"#),
        row(
            "a denial twice", "POST \(logins)/cli_denied/deny", "", 409,
            "login session is not pending"),
    ]
}
