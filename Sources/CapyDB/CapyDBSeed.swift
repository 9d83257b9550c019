package import Emulation

/// Reads the seed section `capydb`: omitted members are filled in, references must exist.
extension CapyDBState {
    package mutating func load(from seed: inout SeedReader, accounts: Accounts) {
        let section = CapyDBService.name
        seed.options(section, &options)
        seed.list(section, Organization.self) { organization, seed in load(organization, from: &seed) }
        seed.list(section, Member.self) { member, seed in load(member, from: &seed, accounts) }
        seed.list(section, Project.self) { project, seed in load(project, from: &seed) }
        seed.list(section, APIKey.self) { key, seed in load(key, from: &seed, accounts) }
        seed.list(section, Session.self) { session, seed in load(session, from: &seed, accounts) }
        seed.list(section, LoginSession.self) { login, seed in load(login, from: &seed) }
    }

    private mutating func load(_ listed: Organization, from seed: inout SeedReader) {
        var organization = listed
        seed.fillIn(&organization.id, as: "id", { $0.id("org") }) { organizations.contains($0) }
        if organization.slug.isEmpty { organization.slug = freeSlug(for: organization.name) }
        if isTaken(slug: organization.slug) { seed.reportDuplicate("slug") }
        seed.fillIn(&organization.createdAt)
        if organization.updatedAt == .unset { organization.updatedAt = organization.createdAt }
        if !organizations.load(organization) { seed.reportDuplicate("id") }
    }

    private mutating func load(_ listed: Member, from seed: inout SeedReader, _ accounts: Accounts) {
        var member = listed
        seed.fillIn(&member.createdAt)
        seed.resolveUser(&member.user, member: "user", accounts)
        requireOrganization(member.organizationID, from: &seed)
        if members[member.id] != nil { seed.report("user", "a user who is not listed as a member there before") }
        members.load(member)
    }

    /// Loads a project; the default organization is the first one, the default name is the id.
    private mutating func load(_ listed: Project, from seed: inout SeedReader) {
        var project = listed
        if project.id.isEmpty && project.name.isEmpty {
            seed.report("name", "a string that is not blank; a project needs a name or an id")
        }
        if project.organizationID.isEmpty {
            project.organizationID = organizations.all.first { _ in true }?.id ?? ""
        }
        seed.fillIn(&project.id, as: "id", { $0.id("prj") }) { projects.contains($0) }
        if project.name.isEmpty { project.name = project.id }
        if !seed.has("always_on") { project.alwaysOn = project.environment == .production }
        project.fillInNames()
        seed.fillIn(&project.createdAt)
        if project.updatedAt == .unset { project.updatedAt = project.createdAt }
        requireOrganization(project.organizationID, from: &seed)
        if !projects.load(project) { seed.reportDuplicate("id") }
    }

    private mutating func load(_ listed: APIKey, from seed: inout SeedReader, _ accounts: Accounts) {
        var key = listed
        seed.fillIn(&key.id, as: "id", { $0.id("key") }) { apiKeys.contains($0) }
        if !seed.has("key") {
            seed.fillIn(&key.key, as: "key", { $0.secret(APIKey.prefix) }) {
                apiKeys.indexes.byKey[$0] != nil
            }
        }
        seed.fillIn(&key.createdAt)
        if !key.key.utf8.starts(with: APIKey.prefix.utf8) || !TextFormat.isToken(key.key) {
            seed.report(
                "key", "a string that begins with \"\(APIKey.prefix)\" and has no spaces; leave it out to have one made"
            )
        }
        check(&key.scopes, from: &seed)
        if let user = key.createdByUserID {
            var resolved = user
            seed.resolveUser(&resolved, member: "created_by_user_id", accounts)
            key.createdByUserID = resolved
        }
        requireOrganization(key.organizationID, from: &seed)
        if !seed.has("manager") { key.isManager = key.projectID == nil }
        if let project = key.projectID { check(project, of: key, from: &seed) }
        if apiKeys[key.id] != nil { seed.reportDuplicate("id") }
        if apiKeys.indexes.byKey[key.key] != nil { seed.reportDuplicate("key") }
        apiKeys.load(key)
    }

    private func check(_ project: String, of key: APIKey, from seed: inout SeedReader) {
        if projects[project]?.organizationID != key.organizationID {
            seed.report("project_id", "the id of one of capydb.projects of the same organization")
        }
        if key.scopes.contains(where: Scope.reachesBeyondProject) {
            seed.report(
                "scopes", "scopes that a key of a project may have: not organizations:write, api_keys:write or *")
        }
        if key.isManager {
            seed.report("manager", "false, because the key is limited to a project")
        }
    }

    private func check(_ scopes: inout [String], from seed: inout SeedReader) {
        if scopes.isEmpty { seed.report("scopes", "a list of at least one scope") }
        if !scopes.allSatisfy(isAllowed) {
            let known = Scope.allCases.map(\.rawValue).joined(separator: ", ")
            seed.report("scopes", "known scopes (\(known)); capydb.options.scopes \"any\" takes others")
        }
        var seen: Set<ByteString> = []
        scopes = scopes.filter { seen.insert(ByteString($0)).inserted }
    }

    private mutating func load(_ listed: Session, from seed: inout SeedReader, _ accounts: Accounts) {
        var session = listed
        seed.fillIn(&session.createdAt)
        if !TextFormat.isToken(session.token) || session.token.utf8.starts(with: APIKey.prefix.utf8) {
            seed.report("token", "a string without spaces that does not begin with \"\(APIKey.prefix)\"")
        }
        seed.resolveUser(&session.user, member: "user", accounts)
        requireOrganization(session.organizationID, from: &seed)
        if members[session.memberID] == nil {
            seed.report("user", "a member of the organization; list the person in capydb.members")
        }
        if !sessions.load(session) { seed.reportDuplicate("token") }
    }

    private mutating func load(_ listed: LoginSession, from seed: inout SeedReader) {
        var login = listed
        seed.fillIn(&login.id, as: "id", { $0.id("cli") }) { loginSessions.contains($0) }
        seed.fillIn(&login.pollToken, as: "poll_token", { $0.secret("poll_") }) { _ in false }
        seed.fillIn(&login.createdAt)
        if login.expiresAt == .unset {
            login.expiresAt = login.createdAt.advanced(byMilliseconds: LoginSession.lifetimeMilliseconds)
        }
        check(&login.scopes, from: &seed)
        if let organization = login.organizationID { requireOrganization(organization, from: &seed) }
        checkApproval(of: login, from: &seed)
        if login.state == .completed, !login.isDelivered, let id = login.apiKeyID,
            var key = apiKeys[id]
        {
            key.fetchBy = key.fetchBy ?? login.expiresAt
            apiKeys.load(key)
        }
        if !loginSessions.load(login) { seed.reportDuplicate("id") }
    }

    /// Checks that an approved login has an organization and one of its keys.
    private func checkApproval(of login: LoginSession, from seed: inout SeedReader) {
        guard login.state == .completed else { return }
        if login.organizationID == nil { seed.reportDangling("organization_id", list: "capydb.organizations") }
        if login.apiKeyID.flatMap({ apiKeys[$0] })?.organizationID != login.organizationID {
            seed.report("api_key_id", "the id of one of capydb.api_keys of the same organization")
        }
    }

    private func requireOrganization(_ id: String, from seed: inout SeedReader) {
        if organizations[id] == nil { seed.reportDangling("organization_id", list: "capydb.organizations") }
    }
}
