internal import Emulation
internal import HTTP
internal import JSON

/// Organizations: the dashboard's acts.
extension CavosState {
    /// Lists all organizations, newest first.
    mutating func listOrganizations(_ call: inout Call) throws(Failure) -> Answer {
        Answer(200, ["organizations": .array(organizations.all.reversed().map(\.dashboardJSON))])
    }

    /// Creates an organization: `{"name","description"?,"owner"?}`.
    ///
    /// The real dashboard takes the owner from its session; here the body names one, by id or e-mail address, and the first
    /// user of the world stands in when it does not.
    mutating func createOrganization(_ call: inout Call) throws(Failure) -> Answer {
        guard let body = call.json() else { throw Refused(.invalidJSON) }
        guard let name = body["name"]?.string?.trimmed, !name.isEmpty else { throw Refused(.organizationNameRequired) }
        guard let owner = Self.owner(body["owner"], call.accounts) else { throw Refused(.ownerNotFound) }
        var organization = Organization()
        switch body["description"] ?? .null {
        case .null: break
        case .string(let text): organization.description = text.isBlank ? nil : text.trimmed
        default: throw Refused(.descriptionNotText)
        }
        organization.id = call.identifiers.uuid()
        organization.name = name
        organization.slug = Self.slug(for: name)
        organization.owner = owner.id
        organization.createdAt = call.now
        organizations.put(organization)
        return Answer(201, ["organization": organization.dashboardJSON])
    }

    private static func owner(_ member: JSONValue?, _ accounts: Accounts) -> User? {
        guard let member else { return accounts.users.all.first { _ in true } }
        return member.string.flatMap(accounts.user(named:))
    }

    /// Deletes an organization with its apps and keys; `?keep_keys=true` lets the keys live on, so that the API answers 404.
    mutating func deleteOrganization(_ call: inout Call) throws(Failure) -> Answer {
        let organization = try organization(call)
        let keepsKeys = call.query["keep_keys"] ?? "false"
        guard ["true", "false"].contains(keepsKeys) else { throw Refused(.keepKeysNotBoolean) }
        for app in apps.rows(at: apps.indexes.byOrganization.oldestFirst(organization.id)) { apps.delete(app.id) }
        for key in apiKeys.rows(at: apiKeys.indexes.byOrganization.oldestFirst(organization.id)) {
            if keepsKeys == "true" {
                apiKeys.update(key.id) { $0.organizationDeleted = true }
            } else {
                apiKeys.delete(key.id)
            }
        }
        organizations.delete(organization.id)
        return Answer(200, ["success": true])
    }
}
