internal import Capgo
internal import CapyDB
internal import Cavos
package import Emulation
package import HTTP

/// A service as the emulator sees it: facts about it, and how a request gets to its part of a sandbox.
///
/// A class, because every request looks one up, and a struct of so many functions is dear to copy.
package final class AnyService: Sendable {
    package typealias Perform = @Sendable (Request, inout World, inout Surroundings) -> Response
    package typealias PerformAct = @Sendable (Request, _ path: String, inout World, inout Surroundings) -> Response
    /// Lends a service its part of a world.
    private typealias Lending<S: Service> =
        @Sendable (inout World, (inout S.State, inout Accounts) -> Response) -> Response

    /// Every service of the product; a new one is a line here and a section of the world.
    package static let all: [AnyService] = [
        AnyService(CavosService.self, in: { $0.cavos }) {
            $1(&$0.cavos, &$0.accounts)
        },
        AnyService(CapgoService.self, in: { $0.capgo }) {
            $1(&$0.capgo, &$0.accounts)
        },
        AnyService(CapyDBService.self, in: { $0.capydb }) {
            $1(&$0.capydb, &$0.accounts)
        },
    ]

    package let name: String
    package let title: String
    package let hosts: [String]
    package let basePaths: [String]
    package let plans: [Plan]
    package let defaultPlan: String
    /// Tells whether a path is the service's when the host does not say.
    package let owns: @Sendable (_ path: String) -> Bool
    /// Performs a request of the public API.
    package let perform: Perform
    /// Performs one of the dashboard's acts; the path is the one below the control plane's `/<name>`.
    package let performAct: PerformAct
    /// Answers input that never became a request in the service's shape.
    package let transportErrorResponse: @Sendable (_ status: Int, _ message: String) -> Response

    /// The answer to a request whose change could not be kept.
    package let internalErrorResponse: Response

    /// A curl command that works on a world, ready to paste.
    package let example: @Sendable (_ baseURL: String, World) -> String?
    /// How many apps count against a user's plan; nil where plans do not limit them.
    package let quotaUsage: @Sendable (_ user: String, World) -> Int?

    private init<S: Service>(
        _ service: S.Type, in state: @escaping @Sendable (World) -> S.State, lending: @escaping Lending<S>
    ) {
        name = S.name
        title = S.title
        hosts = S.hosts
        basePaths = S.basePaths
        plans = S.plans
        defaultPlan = S.defaultPlan
        owns = { S.owns(path: $0) }
        transportErrorResponse = { S.transportErrorResponse(status: $0, message: $1) }
        internalErrorResponse = S.transportErrorResponse(
            status: S.Kind.internalError.status, message: S.Kind.internalError.message)
        example = { S.example(baseURL: $0, state: state($1)) }
        quotaUsage = { S.quotaUsage(of: $0, in: state($1)) }
        perform = { request, world, surroundings in
            lending(&world) { S.perform(request, state: &$0, accounts: &$1, surroundings: &surroundings) }
        }
        performAct = { request, path, world, surroundings in
            lending(&world) {
                S.performDashboardAct(request, path: path, state: &$0, accounts: &$1, surroundings: &surroundings)
            }
        }
    }

    /// Finds whose a request is: by the real service's host name, else by the path.
    package static func owner(host: String?, path: String) -> AnyService? {
        if let host, let service = all.first(where: { $0.hasHost(host) }) { return service }
        return all.first { $0.owns(path) }
    }

    /// Tells whether a host name is one of the real service's.
    package func hasHost(_ host: String) -> Bool {
        hosts.contains { $0.hasSameBytes(as: host) }
    }
}
