package import Emulation

/// The Cavos Management API (https://cavos.xyz), which creates apps for the organization of a key.
package enum CavosService: Service {
    package typealias State = CavosState
    package typealias Caller = APIKey
    package typealias OperationResult = CavosResult

    package static let name = "cavos"
    package static let title = "Cavos Management API"
    package static let hosts = ["cavos.xyz", "www.cavos.xyz"]
    package static let basePaths = ["/api/"]
    package static let defaultPlan = "developer"
    package static let documentedPlans = [
        Plan(service: name, id: defaultPlan, appLimit: 10),
        Plan(service: name, id: "growth", appLimit: 30),
        Plan(service: name, id: "scale", appLimit: 100),
    ]
    package static let contracts = [contract202602]

    /// The owner of the key's organization; nil if the organization does not exist.
    package static func rateLimitedUser(for caller: APIKey, in state: CavosState) -> String? {
        state.organizations.read(caller.organizationID) { $0.owner }
    }

    package static func quotaUsage(of user: String, in state: CavosState) -> Int? {
        state.appCounts[user]
    }
}
