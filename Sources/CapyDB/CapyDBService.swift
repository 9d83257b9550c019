package import Emulation
internal import HTTP
internal import JSON

/// The CapyDB API (https://capydb.dev): keys of organizations and projects, and what its clients ask before they manage keys.
package enum CapyDBService: Service {
    package typealias State = CapyDBState
    package typealias Caller = Principal
    package typealias Kind = CapyDBRefusal

    package static let name = "capydb"
    package static let title = "CapyDB API"
    package static let hosts = ["capydb.dev", "api.capydb.dev"]
    /// Where the API lives; the second is how https://capydb.dev serves it.
    package static let basePaths = ["/v1", "/api/capydb/v1"]
    package static let defaultPlan = "launch"
    /// No limit is documented; a seed may set `requests_per_minute`.
    package static let plans = [Plan(service: name, id: defaultPlan)]

    /// Sentences are in lower case, as all of the service's are.
    package static func transportErrorMessage(_ sentence: String) -> String {
        sentence.lowercased()
    }

    package static let commonHeaders = CommonHeaders()

    package static func owns(path: String) -> Bool {
        path.startsWithBytes(of: "/v1/") || path.startsWithBytes(of: "/api/capydb/")
    }
}
