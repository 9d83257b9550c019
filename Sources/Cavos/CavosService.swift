package import Emulation
internal import JSON
package import HTTP

/// The Cavos Management API (https://cavos.xyz), which creates apps for the organization of a key.
package enum CavosService: Service {
    package typealias State = CavosState
    package typealias Caller = APIKey
    package typealias Kind = CavosRefusal

    package static let name = "cavos"
    package static let title = "Cavos Management API"
    package static let hosts = ["cavos.xyz", "www.cavos.xyz"]
    package static let basePaths = ["/api/v1"]
    package static let defaultPlan = "developer"
    package static let plans = [
        Plan(service: name, id: defaultPlan, appLimit: 10),
        Plan(service: name, id: "growth", appLimit: 30),
        Plan(service: name, id: "scale", appLimit: 100),
    ]

    package static func owns(path: String) -> Bool {
        path.startsWithBytes(of: "/api/") && !path.startsWithBytes(of: "/api/capydb/")
    }

    package static func quotaUsage(of user: String, in state: CavosState) -> Int? {
        state.quotaUsage(of: user)
    }

    package static func preflight(methods: [HTTP.Method]) -> Answer? {
        methods.isEmpty ? nil : Answer(204, nil, headers: ["Allow": methods.adding(.options).allowValue])
    }

    /// The CORS fields that every answer of the real service carries (observed).
    package static let commonHeaders = CommonHeaders([
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "GET,DELETE,PATCH,POST,PUT,OPTIONS",
        "Access-Control-Allow-Headers": "Authorization, Content-Type, X-Requested-With",
    ])
}
