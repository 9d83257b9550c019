package import Emulation

/// The CapyDB API (https://capydb.dev): keys of organizations and projects, and the operations that
/// clients need to manage keys.
package enum CapyDBService: Service {
    package typealias State = CapyDBState
    package typealias Caller = Principal
    package typealias OperationResult = CapyDBResult

    package static let name = "capydb"
    package static let title = "CapyDB API"
    package static let hosts = ["capydb.dev", "api.capydb.dev"]
    package static let basePaths = ["/v1/", pathPrefix + "/"]
    /// The prefix of the API's paths on https://capydb.dev; https://api.capydb.dev has none.
    static let pathPrefix = "/api/capydb"
    package static let defaultPlan = "launch"
    /// No limit is documented; a seed may set `requests_per_minute`.
    package static let documentedPlans = [Plan(service: name, id: defaultPlan)]
    package static let contracts = [contract202609, contract202608]

    package static func chosenContract(in state: CapyDBState) -> String? {
        state.options.contract.rawValue
    }

    /// Stores the time of a key's last use.
    ///
    /// In whole seconds, as the API prints it: so a busy key is written once a second, not with
    /// each request.
    package static func noteUse(
        by caller: Principal, at now: Timestamp, in state: inout CapyDBState
    ) {
        guard case .key(let key) = caller else { return }
        let second = Timestamp(milliseconds: now.secondsSince1970 * 1000)
        guard key.lastUsedAt != second else { return }
        var used = key
        used.lastUsedAt = second
        state.apiKeys.put(used)
    }

    /// The user of a session, or the creator of a key.
    ///
    /// For a key without a creator, the first admin of its organization; without an admin, the
    /// organization itself, on the default plan.
    package static func rateLimitedUser(for caller: Principal, in state: CapyDBState) -> String? {
        switch caller {
        case .person(let session, _): session.user
        case .key(let key):
            key.createdByUserID ?? state.firstAdmin(of: key.organizationID)?.user
                ?? key.organizationID
        }
    }
}
