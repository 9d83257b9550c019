import UnderstudyTesting

/// The rows of contracts/capydb.md that refuse, each provoked through the public route.
enum CapyDBRows {
    static let all = credentials + access + keys + bodies + projectKeys + organizations + projects + logins + paths

    static func create(_ body: String, as token: String = CapyDBWorld.writeKey) -> Wire {
        Wire("POST \(CapyDBWorld.keys)", CapyDBWorld.bearer(token), body: body)
    }

    /// A body that is good but for what is added or replaced; of equal members the last one counts.
    static func fields(_ more: String = "") -> String {
        #"{"name":"My key","scopes":["jobs:read"]\#(more)}"#
    }

    private static func list(_ fields: [String]) -> Wire { Wire("GET \(CapyDBWorld.keys)", fields) }

    private static func get(_ path: String, as token: String) -> Wire { Wire("GET \(path)", CapyDBWorld.bearer(token)) }

    private static func delete(_ key: String, in owner: String = "org_ours", as token: String = CapyDBWorld.writeKey)
        -> Wire
    {
        Wire("DELETE /v1/organizations/\(owner)/api-keys/\(key)", CapyDBWorld.bearer(token))
    }

    private static func row(
        _ name: String, _ wire: Wire, _ status: Int, _ sentence: String, _ headers: [String: String?] = [:]
    ) -> ContractRow {
        let body = #"{"error":"\#(sentence)"}"#
        return ContractRow(
            name, wire, status, body, headers: headers.merging(["Content-Type": "application/json"]) { $1 })
    }

    private static func unauthorized(_ name: String, _ fields: [String]) -> ContractRow {
        row(name, list(fields), 401, "unauthorized")
    }

    static let credentials: [ContractRow] = [
        unauthorized("no credential", []),
        unauthorized("an empty credential", ["Authorization:"]),
        unauthorized("another scheme", ["Authorization: Basic \(CapyDBWorld.allKey)"]),
        unauthorized("a scheme alone", ["Authorization: Bearer"]),
        unauthorized("a raw key", ["Authorization: \(CapyDBWorld.allKey)"]),
        unauthorized("a key nobody has", CapyDBWorld.bearer("capy_live_nobody")),
        unauthorized("the prefix alone", CapyDBWorld.bearer("capy_live_")),
        unauthorized("a key and more behind it", CapyDBWorld.bearer(CapyDBWorld.allKey + " x")),
        unauthorized("a key in capitals", CapyDBWorld.bearer("CAPY_LIVE_FAKE_ALL")),
        unauthorized("a key with a look-alike letter", CapyDBWorld.bearer("capy_live_fa\u{212A}e_all")),
        unauthorized("a session nobody has", CapyDBWorld.bearer("session_nobody")),
        unauthorized("a revoked key", CapyDBWorld.bearer(CapyDBWorld.revokedKey)),
        unauthorized("a key at the moment of its expiry", CapyDBWorld.bearer(CapyDBWorld.expiredKey)),
        unauthorized("an unknown X-API-Key", ["X-API-Key: capy_live_nobody"]),
        unauthorized("an empty X-API-Key", ["X-API-Key:"]),
        unauthorized("two empty credentials", ["Authorization:", "X-API-Key:"]),
        unauthorized("a session as X-API-Key", ["X-API-Key: \(CapyDBWorld.adminSession)"]),
        unauthorized("X-API-Key with a scheme", ["X-API-Key: Bearer \(CapyDBWorld.allKey)"]),
        unauthorized(
            "a good X-API-Key beside a bad Authorization",
            ["X-API-Key: \(CapyDBWorld.allKey)", "Authorization: Bearer capy_live_nobody"]),
        row("no credential and no organization", Wire("GET /v1/organizations/org_none/api-keys"), 401, "unauthorized"),
        row("no credential and no body", Wire("POST \(CapyDBWorld.keys)"), 401, "unauthorized"),
    ]

    private static let notManager = "this key may not manage the organization"
    private static let managing = "project-scoped keys cannot manage api keys"

    static let access: [ContractRow] = [
        row(
            "an unknown organization", get("/v1/organizations/org_none/api-keys", as: CapyDBWorld.jobsKey), 404,
            "organization not found"),
        row(
            "an unknown organization, for a project key",
            get("/v1/organizations/org_none/api-keys", as: CapyDBWorld.projectKey), 404, "organization not found"),
        row(
            "another organization", get("/v1/organizations/org_theirs/api-keys", as: CapyDBWorld.jobsKey), 403,
            "forbidden"),
        row(
            "another organization, for a project key",
            get("/v1/organizations/org_theirs/api-keys", as: CapyDBWorld.projectKey), 403, "forbidden"),
        row(
            "another organization, for a member",
            get("/v1/organizations/org_theirs/api-keys", as: CapyDBWorld.memberSession), 403, "forbidden"),
        row("a project key lists", list(CapyDBWorld.bearer(CapyDBWorld.projectKey)), 403, managing),
        row("a project key creates, without a body", create("", as: CapyDBWorld.projectKey), 403, managing),
        row("a project key revokes itself", delete("key_project", as: CapyDBWorld.projectKey), 403, managing),
        row(
            "a key that is no manager creates, without a body", create("", as: CapyDBWorld.servantKey), 403, notManager),
        row(
            "a key that is no manager creates, before its scope", create("", as: CapyDBWorld.readingServantKey), 403,
            notManager),
        row(
            "a key that is no manager revokes, before the key", delete("key_none", as: CapyDBWorld.servantKey), 403,
            notManager),
        row(
            "to write is not to read", list(CapyDBWorld.bearer(CapyDBWorld.writeKey)), 403,
            "missing required scope: api_keys:read"),
        row(
            "to read is not to write, before the body", create("", as: CapyDBWorld.readKey), 403,
            "missing required scope: api_keys:write"),
        row(
            "to read is not to revoke, before the key", delete("key_none", as: CapyDBWorld.readKey), 403,
            "missing required scope: api_keys:write"),
        row(
            "another scope", list(["X-API-Key: \(CapyDBWorld.jobsKey)"]), 403, "missing required scope: api_keys:read"),
        row(
            "a member creates, before the body", create("", as: CapyDBWorld.memberSession), 403,
            "organization admin role required"),
        row(
            "a member revokes, before the key", delete("key_none", as: CapyDBWorld.memberSession), 403,
            "organization admin role required"),
    ]

    static let keys: [ContractRow] = [
        row("an unknown key", delete("key_none"), 404, "api key not found"),
        row("another organization's key", delete("key_theirs"), 404, "api key not found"),
        row("a key's prefix for its id", delete("capy_live_fake"), 404, "api key not found"),
        row("another organization's key there", delete("key_theirs", in: "org_theirs"), 403, "forbidden"),
    ]

    private static func bad(_ name: String, _ body: String) -> ContractRow {
        row(name, create(body), 400, "invalid request body")
    }

    static let bodies: [ContractRow] = [
        bad("an empty body", ""),
        bad("no JSON", "name=x"),
        bad("JSON and more behind it", fields() + "x"),
        bad("a trailing comma", #"{"name":"x",}"#),
        bad("a list", "[]"),
        bad("a string", #""x""#),
        bad("null", "null"),
        bad("two byte order marks", "\u{FEFF}\u{FEFF}" + fields()),
        bad("100,000 brackets", String(repeating: "[", count: 100_000)),
        bad("a number for a name", #"{"name":7}"#),
        bad("a text for scopes", fields(#","scopes":"jobs:read""#)),
        bad("a number among scopes", fields(#","scopes":["jobs:read",7]"#)),
        bad("null among scopes", fields(#","scopes":[null]"#)),
        bad("a number for a project", fields(#","project_id":7"#)),
        bad("a list for a device", fields(#","device_name":[]"#)),
        bad("a number for an expiry", fields(#","expires_at":1"#)),
        bad("an expiry that is no time", fields(#","expires_at":"tomorrow""#)),
        bad("an expiry that is a day", fields(#","expires_at":"2027-01-01""#)),
        bad("an expiry on a day that there is not", fields(#","expires_at":"2027-02-30T00:00:00Z""#)),
        bad("a wrong type before a missing name", #"{"scopes":[],"device_name":7}"#),
        row("no members", create("{}"), 400, "name is required"),
        row("a null name", create(fields(#","name":null"#)), 400, "name is required"),
        row("a blank name before no scopes", create(#"{"name":" \t\u00a0","scopes":[]}"#), 400, "name is required"),
        row("no scopes", create(#"{"name":"x"}"#), 400, "at least one scope is required"),
        row("null scopes", create(fields(#","scopes":null"#)), 400, "at least one scope is required"),
        row(
            "no scope, before an unknown project", create(fields(#","scopes":[],"project_id":"x""#)), 400,
            "at least one scope is required"),
        row(
            "an unknown scope", create(fields(#","scopes":["jobs:read","jobs:write"]"#)), 400,
            #"unsupported scope \"jobs:write\""#),
        row("an empty scope", create(fields(#","scopes":[""]"#)), 400, #"unsupported scope \"\""#),
        row(
            "a scope with a space", create(fields(#","scopes":[" jobs:read"]"#)), 400,
            #"unsupported scope \" jobs:read\""#),
        row(
            "an unknown scope before an unknown project", create(fields(#","scopes":["x"],"project_id":"x""#)), 400,
            #"unsupported scope \"x\""#),
        row("an unknown project", create(fields(#","project_id":"prj_none""#)), 404, "project not found"),
        row("a blank project", create(fields(#","project_id":" ""#)), 404, "project not found"),
        row("another organization's project", create(fields(#","project_id":"prj_theirs""#)), 404, "project not found"),
        row(
            "an unknown project before its scopes", create(fields(#","scopes":["*"],"project_id":"prj_none""#)), 404,
            "project not found"),
        row("an expiry in the past", create(fields(#","expires_at":"2026-02-13T11:59:59Z""#)), 400, future),
        row("an expiry now", create(fields(#","expires_at":"2026-02-13T13:00:00+01:00""#)), 400, future),
    ]

    private static let future = "expires_at must be in the future"

    static let projectKeys: [ContractRow] = ["organizations:write", "api_keys:write", "*"].map { scope in
        row(
            "a project key with \(scope), before its expiry",
            create(fields(#","scopes":["jobs:read","\#(scope)"],"project_id":"prj_one","expires_at":"\#(past)""#)), 400,
            #"scope \"\#(scope)\" is not allowed on a project-scoped key"#)
    }

    private static let past = "2020-01-01T00:00:00Z"

    private static func patch(_ body: String, _ id: String = "org_ours", as token: String = CapyDBWorld.allKey) -> Wire
    {
        Wire("PATCH /v1/organizations/\(id)", CapyDBWorld.bearer(token), body: body)
    }

    static let organizations: [ContractRow] = [
        row("me without a credential", Wire("GET /v1/me"), 401, "unauthorized"),
        row("no organization without a credential", Wire("GET /v1/organizations/org_none"), 401, "unauthorized"),
        row(
            "no organization", get("/v1/organizations/org_none", as: CapyDBWorld.jobsKey), 404, "organization not found"
        ),
        row("their organization", get("/v1/organizations/org_theirs", as: CapyDBWorld.allKey), 403, "forbidden"),
        row(
            "an organization without the scope", get("/v1/organizations/org_ours", as: CapyDBWorld.jobsKey), 403,
            "missing required scope: organizations:read"),
        row("no organization to change", patch("", "org_none"), 404, "organization not found"),
        row("their organization to change", patch("", "org_theirs"), 403, "forbidden"),
        row(
            "a change by a project key", patch("", as: CapyDBWorld.projectKey), 403,
            "missing required scope: organizations:write"),
        row("a change by a member", patch("", as: CapyDBWorld.memberSession), 403, "organization admin role required"),
        row("a change that is no JSON", patch("x"), 400, "invalid request body"),
        row("a change that is a list", patch("[]"), 400, "invalid request body"),
        row("a number for a name", patch(#"{"name":7}"#), 400, "invalid request body"),
        row("a number for a slug, before a blank name", patch(#"{"name":"","slug":7}"#), 400, "invalid request body"),
        row("a blank name", patch(#"{"name":" ","slug":"x"}"#), 400, "name is required"),
        row("a blank slug", patch(#"{"name":"x","slug":" "}"#), 400, "slug is invalid"),
        row("a slug with a capital", patch(#"{"slug":"New-co"}"#), 400, "slug is invalid"),
        row("a slug with two hyphens", patch(#"{"slug":"new--co"}"#), 400, "slug is invalid"),
        row("a slug that begins with a hyphen", patch(#"{"slug":"-new"}"#), 400, "slug is invalid"),
        row("a slug that is not ASCII", patch(#"{"slug":"né"}"#), 400, "slug is invalid"),
        row("another organization's slug", patch(#"{"name":"x","slug":"theirs"}"#), 409, "slug is taken"),
    ]

    static let projects: [ContractRow] = [
        row("projects without a credential", Wire("GET /v1/projects"), 401, "unauthorized"),
        row(
            "projects without the scope", get("/v1/projects", as: CapyDBWorld.readKey), 403,
            "missing required scope: projects:read"),
        row(
            "an unknown project without the scope", get("/v1/projects/prj_none", as: CapyDBWorld.readKey), 403,
            "missing required scope: projects:read"),
        row("an unknown project", get("/v1/projects/prj_none", as: CapyDBWorld.allKey), 404, "project not found"),
        row("their project", get("/v1/projects/prj_theirs", as: CapyDBWorld.allKey), 404, "project not found"),
        row(
            "their project, for a member", get("/v1/projects/prj_theirs", as: CapyDBWorld.memberSession), 404,
            "project not found"),
        row(
            "the project beside a key's own", get("/v1/projects/prj_two", as: CapyDBWorld.projectKey), 404,
            "project not found"),
        row(
            "their project, for a project key", get("/v1/projects/prj_theirs", as: CapyDBWorld.projectKey), 404,
            "project not found"),
    ]

    private static let login = "/v1/cli/login/sessions"

    private static func start(_ body: String) -> Wire { Wire("POST \(login)", body: body) }

    private static func poll(_ name: String, _ token: String? = nil) -> Wire {
        Wire("GET \(login)/cli_\(name)", token.map { ["X-CapyDB-Poll-Token: \($0)"] } ?? [])
    }

    static let logins: [ContractRow] = [
        row("a login that is no JSON", start("x"), 400, "invalid request body"),
        row("a login that is a list", start("[]"), 400, "invalid request body"),
        row("a login with a number for a name", start(#"{"name":7}"#), 400, "invalid request body"),
        row("a login with a bad expiry", start(#"{"expires_at":"soon"}"#), 400, "invalid request body"),
        row("a login from the console", start(#"{"source":"dashboard"}"#), 400, #"unsupported source \"dashboard\""#),
        row("a login without scopes", start(#"{"scopes":[]}"#), 400, "at least one scope is required"),
        row("a login with an unknown scope", start(#"{"scopes":["x"]}"#), 400, #"unsupported scope \"x\""#),
        row("a login for a key of the past", start(#"{"expires_at":"2026-02-13T12:00:00Z"}"#), 400, future),
        row("an unknown login", poll("none", "poll_fake_pending"), 404, "cli login session not found"),
        row("a login without its token", poll("pending"), 401, "unauthorized"),
        row("a login with an empty token", poll("pending", ""), 401, "unauthorized"),
        row("a login with another's token", poll("pending", "poll_fake_denied"), 401, "unauthorized"),
        row(
            "a login with a key", Wire("GET \(login)/cli_pending", CapyDBWorld.bearer(CapyDBWorld.allKey)), 401,
            "unauthorized"),
        row("a wrong token in the query", Wire("GET \(login)/cli_pending?poll_token=x"), 401, "unauthorized"),
        row("an expired login with a wrong token", poll("old", "x"), 401, "unauthorized"),
        row("an expired login", poll("old", "poll_fake_old"), 410, "login session expired"),
        row("a denied login", poll("denied", "poll_fake_denied"), 410, "cli login session was denied"),
        row("a denied login with a wrong token", poll("denied", "x"), 401, "unauthorized"),
    ]

    private static let notAllowed = "method not allowed"

    static let paths: [ContractRow] = [
        row("GET of one key", Wire("GET \(CapyDBWorld.keys)/key_all"), 405, notAllowed, ["Allow": "DELETE"]),
        row("PATCH of one key", Wire("PATCH \(CapyDBWorld.keys)/key_all"), 405, notAllowed, ["Allow": "DELETE"]),
        row("PUT of keys", Wire("PUT \(CapyDBWorld.keys)"), 405, notAllowed, ["Allow": "GET, POST"]),
        row("OPTIONS of keys", Wire("OPTIONS \(CapyDBWorld.keys)"), 405, notAllowed, ["Allow": "GET, POST"]),
        row(
            "DELETE of an organization", Wire("DELETE /v1/organizations/org_ours"), 405, notAllowed,
            ["Allow": "GET, PATCH"]),
        row("POST of a project", Wire("POST /v1/projects"), 405, notAllowed, ["Allow": "GET"]),
        row("GET of logins", Wire("GET \(login)"), 405, notAllowed, ["Allow": "POST"]),
        row("POST of me below the other base", Wire("POST /api/capydb/v1/me"), 405, notAllowed, ["Allow": "GET"]),
        row("an unknown path", Wire("GET /v1/nothing"), 404, "not found"),
        row("an unknown path with a key", get("/v1/api-keys", as: CapyDBWorld.allKey), 404, "not found"),
        row("an unknown path below the other base", Wire("GET /api/capydb/v2/me"), 404, "not found"),
        row("organizations", Wire("GET /v1/organizations"), 404, "not found"),
        row("two slashes", Wire("GET /v1//me"), 404, "not found"),
        row("a bad escape", Wire("GET /v1/%zz"), 404, "not found"),
        row("any path of the real host", Wire("GET /", ["Host: capydb.dev"]), 404, "not found"),
        row("any path of the API's host", Wire("GET /docs", ["Host: API.capydb.dev:443"]), 404, "not found"),
        row("a console path of the real host", Wire("GET /_understudy/health", ["Host: capydb.dev"]), 404, "not found"),
    ]
}
