internal import Bytes
package import Emulation

/// The Capgo public API (https://capgo.app): apps, their bundles and channels, and API keys.
package enum CapgoService: Service {
    package typealias State = CapgoState
    package typealias Caller = APIKey
    package typealias OperationResult = CapgoResult

    package static let name = "capgo"
    package static let title = "Capgo public API"
    package static let hosts = ["api.capgo.app"]
    package static let basePaths = [
        "/apikey", "/app", "/bundle", "/channel", "/device", "/organization", "/statistics", "/ok",
    ]
    package static let defaultPlan = "standard"
    package static let documentedPlans = [
        Plan(service: name, id: defaultPlan, requestsPerMinute: 100),
        Plan(service: name, id: "enterprise", requestsPerMinute: 1000),
    ]
    package static let contracts = [documentedContract]

    /// Requests are counted for the key's user, over all of the user's keys.
    package static func rateLimitedUser(for caller: APIKey, in state: CapgoState) -> String? {
        caller.userID
    }
}
