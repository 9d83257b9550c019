import UnderstudyTesting

/// The small world in which the CapyDB contract is tested; every id and key says what it is for.
///
/// Each key was last used at the moment at which the tests' clock stands, so that using it once more changes nothing.
enum CapyDBWorld {
    static let ada = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"
    static let grace = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb"
    static let mallory = "cccccccc-cccc-4ccc-8ccc-cccccccccccc"

    static let allKey = "capy_live_fake_all"
    static let readKey = "capy_live_fake_read"
    static let writeKey = "capy_live_fake_write"
    static let jobsKey = "capy_live_fake_jobs"
    static let projectKey = "capy_live_fake_project"
    static let revokedKey = "capy_live_fake_revoked"
    static let expiredKey = "capy_live_fake_expired"
    static let expiringKey = "capy_live_fake_expiring"
    static let foreignKey = "capy_live_fake_theirs"
    static let ratedKey = "capy_live_fake_rated"
    static let unusedKey = "capy_live_fake_unused"
    /// Keys that may not manage their organization, with the scope to write keys and to read them.
    static let servantKey = "capy_live_fake_servant"
    static let readingServantKey = "capy_live_fake_reading_servant"
    /// A key without a creator, of an organization without an admin.
    static let nobodysKey = "capy_live_fake_nobodys"
    static let adminSession = "session_fake_admin"
    static let memberSession = "session_fake_member"
    static let foreignSession = "session_fake_theirs"

    static let keys = "/v1/organizations/org_ours/api-keys"
    static let acts = "/_understudy/capydb"

    static let seed = text(options: "{}")
    /// The same world with the older service's scopes.
    static let seedWithAnyScopes = text(options: #"{"scopes":"any"}"#)
    /// The same world under the contract of the page.
    static let seedWithAugustContract = text(options: #"{"contract":"2026-08"}"#)

    static func bearer(_ token: String) -> [String] { ["Authorization: Bearer \(token)"] }

    private static let now = InProcessClient.start

    private static func key(
        _ id: String, _ key: String, _ scopes: String, _ more: String = "", of owner: String = "org_ours"
    )
        -> String
    {
        #"{"id":"\#(id)","organization_id":"\#(owner)","name":"\#(id)","key":"\#(key)","scopes":[\#(scopes)],"created_at":"2026-01-01T00:00:00Z"\#(more)}"#
    }

    private static let used = #","last_used_at":"\#(now)""#

    private static let apiKeys = [
        key("key_servant", servantKey, #""api_keys:write""#, #","manager":false"# + used),
        key("key_reading_servant", readingServantKey, #""api_keys:read""#, #","manager":false"# + used),
        key("key_nobodys", nobodysKey, #""*""#, used, of: "org_nobodys"),
        key("key_all", allKey, #""*""#, used),
        key("key_read", readKey, #""api_keys:read""#, used),
        key("key_write", writeKey, #""api_keys:write""#, used),
        key("key_jobs", jobsKey, #""jobs:read""#, used),
        key(
            "key_project", projectKey, #""projects:read","organizations:read""#, #","project_id":"prj_one""# + used),
        key("key_revoked", revokedKey, #""*""#, #","revoked_at":"2026-01-02T00:00:00Z""#),
        key("key_expired", expiredKey, #""*""#, #","expires_at":"\#(now)""#),
        key("key_expiring", expiringKey, #""*""#, #","expires_at":"2026-02-13T12:00:01Z""# + used),
        key("key_unused", unusedKey, #""api_keys:read""#),
        key("key_theirs", foreignKey, #""*""#, used, of: "org_theirs"),
        key("key_rated", ratedKey, #""*""#, used, of: "org_rated"),
    ]

    private static let logins = [
        login("pending", "pending"),
        login("denied", "denied"),
        login("done", "completed", #","organization_id":"org_ours","api_key_id":"key_all","is_delivered":true"#),
        #"{"id":"cli_old","poll_token":"poll_fake_old","name":"Old","scopes":["*"],"created_at":"2026-02-13T11:50:00Z"}"#,
    ]

    private static func login(_ name: String, _ state: String, _ more: String = "") -> String {
        #"{"id":"cli_\#(name)","poll_token":"poll_fake_\#(name)","name":"\#(name)","scopes":["*"],"state":"\#(state)"\#(more)}"#
    }

    private static func text(options: String) -> String {
        """
        {"version":1,
         "plans":[{"service":"capydb","id":"rated","requests_per_minute":2}],
         "users":[
          {"id":"\(ada)","email":"ada@example.com"},
          {"id":"\(grace)","email":"grace@example.com"},
          {"id":"\(mallory)","email":"mallory@example.com"},
          {"email":"rated@example.com","plans":{"capydb":"rated"}}],
         "capydb":{
          "organizations":[
           {"id":"org_ours","name":"Ours","created_at":"2026-01-01T00:00:00Z"},
           {"id":"org_theirs","name":"Theirs","created_at":"2026-01-01T00:00:00Z"},
           {"id":"org_rated","name":"Rated","created_at":"2026-01-01T00:00:00Z"},
           {"id":"org_nobodys","name":"Nobody's","created_at":"2025-01-01T00:00:00Z"}],
          "members":[
           {"organization_id":"org_ours","user":"ada@example.com","role":"admin"},
           {"organization_id":"org_ours","user":"grace@example.com","role":"member"},
           {"organization_id":"org_theirs","user":"mallory@example.com","role":"admin"},
           {"organization_id":"org_rated","user":"rated@example.com","role":"admin"}],
          "projects":[
           {"id":"prj_one","organization_id":"org_ours","name":"One","created_at":"2026-01-01T00:00:00Z"},
           {"id":"prj_two","organization_id":"org_ours","name":"Two","created_at":"2026-01-02T00:00:00Z"},
           {"id":"prj_theirs","organization_id":"org_theirs","name":"Theirs","created_at":"2026-01-03T00:00:00Z"}],
          "api_keys":[\(apiKeys.joined(separator: ","))],
          "sessions":[
           {"token":"\(adminSession)","user":"ada@example.com","organization_id":"org_ours"},
           {"token":"\(memberSession)","user":"grace@example.com","organization_id":"org_ours"},
           {"token":"\(foreignSession)","user":"mallory@example.com","organization_id":"org_theirs"}],
          "login_sessions":[\(logins.joined(separator: ","))],
          "options":\(options)}}
        """
    }
}
