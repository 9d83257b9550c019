internal import Emulation
internal import HTTP
internal import JSON

/// Apps: the public operation and the dashboard's acts.
extension CavosState {
    /// `POST /api/v1/apps` (contract: "Order of checks", rows 4 to 11; rows 1 to 3 have passed).
    ///
    /// Nothing is written unless the answer is 201.
    mutating func createApp(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        let fields = try AppFields(call.json())
        let organization = try organization(fields.organizationID, reachedBy: key)
        try requireRoom(for: organization.owner, accounts: call.accounts)

        var app = App()
        app.id = call.identifiers.uuid()
        app.organizationID = organization.id
        app.name = fields.name
        app.description = fields.description
        app.createdAt = call.now
        apps.put(app)
        apiKeys.update(key.id) { $0.lastUsedAt = call.now }
        return Answer(201, ["app": app.json])
    }

    /// Rows 9 and 10: ids are compared before the look-up, unless the option asks for the page's reading.
    private func organization(_ id: String, reachedBy key: APIKey) throws(Failure) -> Organization {
        guard id == key.organizationID else {
            let isUnknown = organizations[id] == nil
            throw isUnknown && options.unknownOrganization == .notFound
                ? Refused(.organizationNotFound) : Refused(.foreignOrganization)
        }
        guard let organization = organizations[key.organizationID] else { throw Refused(.organizationNotFound) }
        return organization
    }

    /// Row 11: the limit of the owner's plan over all of the owner's organizations.
    private func requireRoom(for owner: String, accounts: Accounts) throws(Failure) {
        let plan = accounts.plan(of: owner, on: CavosService.name, default: CavosService.defaultPlan)
        let current = quotaUsage(of: owner)
        guard let limit = plan.appLimit, current >= limit else { return }
        throw Refused(
            .appLimitReached,
            members: ["tier": .string(plan.planID), "limit": limit.json, "current": current.json])
    }

    /// Counts all apps, inactive ones too, of all organizations of an owner.
    package func quotaUsage(of owner: String) -> Int {
        var count = 0
        for place in organizations.indexes.byOwner.oldestFirst(owner) {
            guard let id = organizations.read(place, { $0.id }) else { continue }
            count += apps.indexes.byOrganization.count(of: id)
        }
        return count
    }

    /// Lists apps, newest first; `organization_id` in the query narrows to one organization.
    mutating func listApps(_ call: inout Call) throws(Failure) -> Answer {
        guard let organization = call.query["organization_id"] else {
            return Answer(200, ["apps": .array(apps.all.reversed().map(\.json))])
        }
        guard organizations[organization] != nil else { throw Refused(.organizationNotFound) }
        let found = apps.rows(at: apps.indexes.byOrganization.newestFirst(organization))
        return Answer(200, ["apps": .array(found.map(\.json))])
    }

    /// Deletes an app and so frees its slot.
    mutating func deleteApp(_ call: inout Call) throws(Failure) -> Answer {
        guard apps.delete(call.parameters["appID"]) != nil else { throw Refused(.appNotFound) }
        return Answer(200, ["success": true])
    }

    /// Activates or deactivates an app: `{"is_active"}`.
    mutating func setAppActivity(_ call: inout Call) throws(Failure) -> Answer {
        guard var app = apps[call.parameters["appID"]] else { throw Refused(.appNotFound) }
        guard let body = call.json() else { throw Refused(.invalidJSON) }
        guard let isActive = body["is_active"]?.bool else { throw Refused(.isActiveRequired) }
        app.isActive = isActive
        apps.put(app)
        return Answer(200, ["app": app.json])
    }
}

/// The checked body of a request for a new app (contract: rows 4 to 8).
private struct AppFields {
    let name: String
    let organizationID: String
    let description: String?

    /// Takes the body as it was read; nil where there is none, or none in JSON.
    init(_ body: JSONValue?) throws(CavosState.Failure) {
        guard let body, !body.isFalsy else { throw Refused(.invalidJSON) }
        guard let name = body["name"]?.string?.trimmed, !name.isEmpty else { throw Refused(.nameRequired) }
        guard let organizationID = body["organization_id"]?.string, !organizationID.isEmpty else {
            throw Refused(.organizationIDRequired)
        }
        guard TextFormat.isUUID(organizationID) else { throw Refused(.organizationIDNotUUID) }
        switch body["description"] ?? .null {
        case .null: description = nil
        case .string(let text): description = text.isBlank ? nil : text.trimmed
        default: throw Refused(.descriptionNotText)
        }
        self.name = name
        self.organizationID = organizationID
    }
}

extension JSONValue {
    /// Whether the service's own runtime takes the value for no body (ECMA-262, section 7.1.2).
    fileprivate var isFalsy: Bool {
        switch self {
        case .null, .bool(false), .string(""): true
        case .number(let number): number.isZero
        default: false
        }
    }
}
