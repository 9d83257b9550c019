package import Emulation

/// Reading the seed section `cavos`: omitted members are filled in, references must exist.
extension CavosState {
    package mutating func load(from seed: inout SeedReader, accounts: Accounts) {
        let section = CavosService.name
        seed.list(section, Organization.self) { organization, seed in
            load(organization, from: &seed, accounts: accounts)
        }
        seed.list(section, APIKey.self) { key, seed in load(key, from: &seed) }
        seed.list(section, App.self) { app, seed in load(app, from: &seed) }
        seed.options(section, &options)
    }

    private mutating func load(_ listed: Organization, from seed: inout SeedReader, accounts: Accounts) {
        var organization = listed
        seed.fillIn(&organization.id) { isTaken($0) }
        seed.fillIn(&organization.createdAt)
        seed.resolveUser(&organization.owner, member: "owner", accounts)
        if organization.slug.isEmpty { organization.slug = Self.slug(for: organization.name) }
        if !organizations.load(organization) { seed.reportDuplicate("id") }
    }

    private mutating func load(_ listed: APIKey, from seed: inout SeedReader) {
        var key = listed
        seed.fillIn(&key.id) { isTaken($0) }
        seed.fillIn(&key.createdAt)
        seed.fillIn(&key.key, as: "key", APIKey.plaintext) { apiKeys.indexes.byKey[$0] != nil }
        if !key.key.utf8.starts(with: APIKey.prefix.utf8) || !TextFormat.isToken(key.key) {
            seed.report(
                "key", "a string that begins with \"\(APIKey.prefix)\" and has no spaces; leave it out to have one made"
            )
        }
        if !organizations.contains(key.organizationID) && !key.organizationDeleted {
            seed.reportDangling("organization_id", list: "cavos.organizations")
        }
        if apiKeys[key.id] != nil { seed.reportDuplicate("id") }
        if apiKeys.indexes.byKey[key.key] != nil { seed.reportDuplicate("key") }
        apiKeys.load(key)
    }

    private mutating func load(_ listed: App, from seed: inout SeedReader) {
        var app = listed
        seed.fillIn(&app.id) { isTaken($0) }
        seed.fillIn(&app.createdAt)
        if !organizations.contains(app.organizationID) {
            seed.reportDangling("organization_id", list: "cavos.organizations")
        }
        if !apps.load(app) { seed.reportDuplicate("id") }
    }

    /// Converts a name to a slug for URLs.
    static func slug(for name: String) -> String {
        name.slug ?? "organization"
    }
}
