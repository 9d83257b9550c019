internal import Emulation
internal import JSON

/// The operations of the public API and of the dashboard.
enum CavosOperations {}

extension CavosOperations {
    /// `POST /api/v1/apps` (contract: "Order of checks", rows 4 to 11).
    @Sendable static func createApp(_ state: inout CavosState, _ call: inout Call, by key: APIKey)
        throws(Refused)
        -> CavosResult
    {
        guard let body = call.jsonReplacingInvalidUTF8(), !body.isFalsy else {
            throw Refused(.invalidJSON)
        }
        let fields = call.fields(body.object ?? JSONObject())
        let name = try fields.require(CavosFields.name)
        let organizationID = try fields.require(CavosFields.organizationID)
        guard TextFormat.isUUID(organizationID) else { throw Refused(.organizationIDNotUUID) }
        let description = try fields.read(CavosFields.description)
        let organization = try state.organization(organizationID, reachedBy: key)
        try state.requireRoom(for: organization.owner, call)

        var app = App()
        app.id = call.identifiers.uuid { state.isTaken($0) }
        app.organizationID = organization.id
        app.name = name
        app.description = description.flatMap { $0.isEmpty ? nil : $0 }
        app.createdAt = call.now
        state.create(app, owner: organization.owner)
        let now = call.now
        state.apiKeys.update(key.id) { $0.lastUsedAt = now }
        return .newApp(app)
    }

    /// Lists apps, newest first; `organization_id` in the query selects one organization.
    @Sendable static func listApps(_ state: CavosState, _ call: Call) throws(Refused) -> CavosResult {
        guard let organization = try call.query.read(CavosFields.organizationFilter) else {
            return .apps(state.apps.newestFirst)
        }
        guard state.organizations[organization] != nil else { throw Refused(.organizationNotFound) }
        return .apps(state.apps.list { $0.byOrganization.newestFirst(organization) })
    }

    /// Deletes an app; it no longer counts against the plan.
    @Sendable static func deleteApp(_ state: inout CavosState, _ call: inout Call) throws(Refused)
        -> CavosResult
    {
        guard state.deleteApp(call.parameters["appID"]) else { throw Refused(.appNotFound) }
        return .done
    }

    /// Activates or deactivates an app: `{"is_active"}`.
    @Sendable static func setAppActivity(_ state: inout CavosState, _ call: inout Call)
        throws(Refused) -> CavosResult
    {
        guard var app = state.apps[call.parameters["appID"]] else { throw Refused(.appNotFound) }
        app.isActive = try call.form(AppActivityForm.self).isActive
        state.apps.put(app)
        return .app(app)
    }
}

extension CavosState {
    /// Rows 9 and 10: ids are compared before the look-up, unless the option is `not_found`.
    fileprivate func organization(_ id: String, reachedBy key: APIKey) throws(Refused)
        -> Organization
    {
        guard id == key.organizationID else {
            let isUnknown = organizations[id] == nil
            throw isUnknown && options.unknownOrganization == .notFound
                ? Refused(.organizationNotFound) : Refused(.foreignOrganization)
        }
        guard !key.organizationDeleted, let organization = organizations[key.organizationID] else {
            throw Refused(.organizationNotFound)
        }
        return organization
    }

    /// Row 11: the limit of the owner's plan, over all of the owner's organizations.
    fileprivate func requireRoom(for owner: String, _ call: Call) throws(Refused) {
        let plan = call.plan(of: owner, on: CavosService.self)
        let current = appCounts[owner]
        guard let limit = plan.appLimit, current >= limit else { return }
        throw Refused(
            .appLimitReached, members: PlanUsage(tier: plan.planID, limit: limit, current: current))
    }
}

extension JSONValue {
    /// Whether JavaScript, which runs the real service, treats the value as false.
    ///
    /// Such a body counts as a missing one (ECMA-262, section 7.1.2).
    fileprivate var isFalsy: Bool {
        switch self {
        case .null, .bool(false), .string(""): true
        case .number(let number): number.isZero
        default: false
        }
    }
}

/// The members of the refusal at a plan's limit.
struct PlanUsage: APIObject {
    let tier: String
    let limit: Int
    let current: Int

    static let example = PlanUsage(tier: CavosService.defaultPlan, limit: 10, current: 10)

    func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("tier", tier)
        visitor.field("limit", limit)
        visitor.field("current", current)
    }
}
