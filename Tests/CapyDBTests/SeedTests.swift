internal import CapyDB
internal import Emulation
import Testing
import Sandboxes

@Suite struct SeedTests {
    /// A section with one problem, and the sentence that reports it.
    struct Row: Sendable, CustomStringConvertible {
        let description: String
        let section: String
        let problem: String

        init(_ name: String, _ section: String, _ problem: String) {
            description = name
            self.section = section
            self.problem = problem
        }
    }

    /// Lists that are good, beside which a row adds its own.
    private static let good =
        #""organizations":[{"id":"o","name":"O"},{"id":"p","name":"P"}],"members":[{"organization_id":"o","user":"ada@example.com","role":"admin"}],"projects":[{"id":"prj","organization_id":"o"},{"id":"other","organization_id":"p"}]"#

    private static func key(_ more: String) -> String {
        good + #","api_keys":[{"id":"k","organization_id":"o","name":"k","scopes":["jobs:read"],"key":"capy_live_k"},"#
            + #"{"organization_id":"o","name":"l","scopes":["jobs:read"]\#(more)}]"#
    }

    private static func login(_ more: String) -> String {
        key("") + #","login_sessions":[{"id":"l","name":"l","scopes":["*"]},{"name":"m","scopes":["*"]\#(more)}]"#
    }

    private static func session(_ members: String) -> String {
        good
            + #","sessions":[{"token":"t","user":"ada@example.com","organization_id":"o"},{\#(members)}]"#
    }

    private static let rows: [Row] =
        organizationRows + projectRows + keyRows + sessionRows + loginRows

    private static let organizationRows = [
        Row(
            "an organization twice", #""organizations":[{"id":"o","name":"O"},{"id":"o","name":"O"}]"#,
            #"capydb.organizations[1].id is "o", expected a unique value"#),
        Row(
            "an organization without a name", #""organizations":[{"id":"o"}]"#,
            "capydb.organizations[0].name is missing, expected a string that is not blank"),
        Row(
            "a bad time", #""organizations":[{"name":"O","created_at":"today"}]"#,
            #"capydb.organizations[0].created_at is "today", expected an RFC 3339 time such as "2026-02-13T12:00:00Z""#),
        Row(
            "a misspelt member", #""organizations":[{"name":"O","slugg":"o"}]"#,
            #"capydb.organizations[0].slugg is "o", expected no member of that name: did you mean "slug"?"#),
        Row(
            "a misspelt list", #""organisations":[]"#,
            #"capydb.organisations is [], expected no member of that name: did you mean "organizations"?"#),
        Row(
            "a member of nothing", #""members":[{"organization_id":"o","user":"ada@example.com","role":"admin"}]"#,
            #"capydb.members[0].organization_id is "o", expected the id of one of capydb.organizations"#),
        Row(
            "a member who is nobody",
            #""organizations":[{"id":"o","name":"O"}],"members":[{"organization_id":"o","user":"x","role":"admin"}]"#,
            #"capydb.members[0].user is "x", expected the id or the e-mail address of one of users"#),
        Row(
            "a member with a role of one's own",
            #""organizations":[{"id":"o","name":"O"}],"members":[{"organization_id":"o","user":"ada@example.com","role":"owner"}]"#,
            #"capydb.members[0].role is "owner", expected one of "admin", "member""#),
        Row(
            "a member twice",
            #""organizations":[{"id":"o","name":"O"}],"members":[{"organization_id":"o","user":"ada@example.com","role":"admin"},{"organization_id":"o","user":"ada@example.com","role":"member"}]"#,
            #"capydb.members[1].user is "ada@example.com", expected a user who is not listed as a member there before"#),
        Row(
            "an unknown option", #""options":{"scopes":"loose"}"#,
            #"capydb.options.scopes is "loose", expected one of "strict", "any""#),
    ]

    private static let projectRows = [
        Row(
            "a project without a name and an id", #""organizations":[{"name":"O"}],"projects":[{}]"#,
            "capydb.projects[0].name is missing, expected a string that is not blank; a project needs a name or an id"),
        Row(
            "a project of nothing", #""projects":[{"id":"p"}]"#,
            "capydb.projects[0].organization_id is missing, expected the id of one of capydb.organizations"),
        Row(
            "a project twice", #""organizations":[{"name":"O"}],"projects":[{"id":"p"},{"id":"p"}]"#,
            #"capydb.projects[1].id is "p", expected a unique value"#),
        Row(
            "a project in an unknown environment",
            #""organizations":[{"name":"O"}],"projects":[{"id":"p","environment":"moon"}]"#,
            #"capydb.projects[0].environment is "moon", expected one of "production", "non_production""#),
        Row(
            "a negative limit", #""organizations":[{"name":"O"}],"projects":[{"id":"p","max_connections":-1}]"#,
            "capydb.projects[0].max_connections is -1, expected a non-negative integer"),
    ]

    private static let keyRows = [
        Row(
            "an id twice", key(#","id":"k""#),
            #"capydb.api_keys[1].id is "k", expected a unique value"#),
        Row(
            "a key twice", key(#","key":"capy_live_k""#),
            #"capydb.api_keys[1].key is "capy_live_k", expected a unique value"#),
        Row(
            "a key without the prefix", key(#","key":"k""#),
            #"capydb.api_keys[1].key is "k", expected a string that begins with "capy_live_" and has no spaces; leave it out to have one made"#
        ),
        Row(
            "an empty key", key(#","key":"""#),
            #"capydb.api_keys[1].key is "", expected a string that begins with "capy_live_" and has no spaces; leave it out to have one made"#
        ),
        Row(
            "a key that no field can carry", key(#","key":"capy_live_é""#),
            #"capydb.api_keys[1].key is "capy_live_é", expected a string that begins with "capy_live_" and has no spaces; leave it out to have one made"#
        ),
        Row(
            "a key of nothing",
            key(#","organization_id":"x""#).replacing(#""organization_id":"o","name":"l""#, with: #""name":"l""#),
            #"capydb.api_keys[1].organization_id is "x", expected the id of one of capydb.organizations"#),
        Row(
            "a key of another organization's project", key(#","project_id":"other""#),
            #"capydb.api_keys[1].project_id is "other", expected the id of one of capydb.projects of the same organization"#
        ),
        Row(
            "a key of no project", key(#","project_id":"x""#),
            #"capydb.api_keys[1].project_id is "x", expected the id of one of capydb.projects of the same organization"#
        ),
        Row(
            "a key made by nobody", key(#","created_by_user_id":"x""#),
            #"capydb.api_keys[1].created_by_user_id is "x", expected the id or the e-mail address of one of users"#),
        Row(
            "a key from nowhere", key(#","source":"moon""#),
            #"capydb.api_keys[1].source is "moon", expected one of "api", "dashboard", "cli", "agent""#),
        Row(
            "no scope",
            #""organizations":[{"id":"o","name":"O"}],"api_keys":[{"organization_id":"o","name":"l","scopes":[]}]"#,
            "capydb.api_keys[0].scopes is [], expected a list of at least one scope"),
        Row(
            "no scopes", #""organizations":[{"id":"o","name":"O"}],"api_keys":[{"organization_id":"o","name":"l"}]"#,
            "capydb.api_keys[0].scopes is missing, expected a list, of which each entry is a string"),
        Row(
            "an unknown scope",
            #""organizations":[{"id":"o","name":"O"}],"api_keys":[{"organization_id":"o","name":"l","scopes":["x"]}]"#,
            #"capydb.api_keys[0].scopes is ["x"], expected known scopes (projects:read, projects:write, credentials:read, backups:read, backups:write, jobs:read, schema:read, organizations:read, organizations:write, api_keys:read, api_keys:write, *); capydb.options.scopes "any" takes others"#
        ),
        Row(
            "a project key that may do all",
            good + #","api_keys":[{"organization_id":"o","name":"l","scopes":["*"],"project_id":"prj"}]"#,
            #"capydb.api_keys[0].scopes is ["*"], expected scopes that a key of a project may have: not organizations:write, api_keys:write or *"#
        ),
    ]

    private static let sessionRows = [
        Row(
            "a session twice", session(#""token":"t","user":"ada@example.com","organization_id":"o""#),
            #"capydb.sessions[1].token is "t", expected a unique value"#),
        Row(
            "a session that looks like a key",
            session(#""token":"capy_live_x","user":"ada@example.com","organization_id":"o""#),
            #"capydb.sessions[1].token is "capy_live_x", expected a string without spaces that does not begin with "capy_live_""#
        ),
        Row(
            "a session with a space", session(#""token":"a b","user":"ada@example.com","organization_id":"o""#),
            #"capydb.sessions[1].token is "a b", expected a string without spaces that does not begin with "capy_live_""#
        ),
        Row(
            "a session of nobody", session(#""token":"u","user":"x","organization_id":"o""#),
            #"capydb.sessions[1].user is "x", expected the id or the e-mail address of one of users"#),
        Row(
            "a session of a stranger", session(#""token":"u","user":"ada@example.com","organization_id":"p""#),
            #"capydb.sessions[1].user is "ada@example.com", expected a member of the organization; list the person in capydb.members"#
        ),
        Row(
            "a session without a token", session(#""user":"ada@example.com","organization_id":"o""#),
            "capydb.sessions[1].token is missing, expected a string that is not blank"),
    ]

    private static let loginRows = [
        Row(
            "a login twice", login(#","id":"l""#),
            #"capydb.login_sessions[1].id is "l", expected a unique value"#),
        Row(
            "a login from the console", login(#","source":"dashboard""#),
            #"capydb.login_sessions[1].source is "dashboard", expected one of "cli", "agent""#),
        Row(
            "a login of nothing", login(#","organization_id":"x""#),
            #"capydb.login_sessions[1].organization_id is "x", expected the id of one of capydb.organizations"#),
        Row(
            "an approved login without its key", login(#","state":"completed","organization_id":"o""#),
            "capydb.login_sessions[1].api_key_id is missing, expected the id of one of capydb.api_keys of the same organization"
        ),
        Row(
            "an approved login with another organization's key",
            login(#","state":"completed","organization_id":"p","api_key_id":"k""#),
            #"capydb.login_sessions[1].api_key_id is "k", expected the id of one of capydb.api_keys of the same organization"#
        ),
        Row(
            "an unknown state", login(#","state":"open""#),
            #"capydb.login_sessions[1].state is "open", expected one of "pending", "completed", "denied""#),
    ]

    private func world(_ section: String) throws(SeedError) -> World {
        var identifiers = IdentifierSource(seed: 1)
        let text = #"{"version":1,"users":[{"email":"ada@example.com"}],"capydb":{\#(section)}}"#
        return try World(seed: Array(text.utf8), identifiers: &identifiers, now: Timestamp(milliseconds: 0))
    }

    @Test(arguments: Self.rows)
    func `a problem is reported with its path, value and what was expected`(row: Row) {
        do throws(SeedError) {
            _ = try world(row.section)
            Issue.record("the seed was taken")
        } catch {
            #expect(error.sentences.contains("1: " + row.problem), "\(error.sentences)")
        }
    }

    @Test func `what is left out is filled in`() throws {
        let world = try world(
            #""organizations":[{"name":"Ex & Co"}],"projects":[{"name":"My DB"},{"id":"prj_x","environment":"non_production"}]"#
        )
        let organization = try #require(world.capydb.organizations.all.first { _ in true })
        #expect(organization.slug == "ex-co")
        #expect(organization.id.hasPrefix("org_"))
        #expect(organization.updatedAt == Timestamp(milliseconds: 0))
        let projects = Array(world.capydb.projects.all)
        #expect(projects.map(\.organizationID) == [organization.id, organization.id])
        #expect(projects.map(\.databaseName) == ["my_db", "prj_x"])
        #expect(projects.map(\.name) == ["My DB", "prj_x"])
        #expect(projects.map(\.alwaysOn) == [true, false])
    }

    @Test func `with the option any string is a scope, wherever the option is in the seed`() throws {
        let world = try world(
            #""organizations":[{"id":"o","name":"O"}],"api_keys":[{"organization_id":"o","name":"k","scopes":["x","x","y"]}],"options":{"scopes":"any"}"#
        )
        #expect(world.capydb.apiKeys.all.first { _ in true }?.scopes == ["x", "y"])
    }
}
