package import Emulation
package import HTTP
package import Sandboxes

/// The emulator's own API under `/_understudy`: operations that the real clouds do not have.
///
/// It is never rate-limited, and its errors have the shape `{"error":"…"}`.
package struct ControlPlane: Sendable {
    package static let basePath = "/_understudy"
    private static let name = "control plane"

    /// Runs an action in a later turn of the loop.
    package typealias RunLater = (@escaping () -> Void) -> Void

    private let requestGuard: RequestGuard
    private let status: ServerStatus

    package init(requestGuard: RequestGuard, status: ServerStatus) {
        self.requestGuard = requestGuard
        self.status = status
    }

    /// The part of a path after the base path; nil for other paths.
    package static func path(of path: String) -> String? {
        owns(path) ? String(Substring(path.utf8.dropFirst(basePath.utf8.count))) : nil
    }

    /// Whether a path is the base path or below it.
    package static func owns(_ path: String) -> Bool {
        guard path.startsWithBytes(of: basePath) else { return false }
        let rest = path.utf8.dropFirst(basePath.utf8.count)
        return rest.isEmpty || rest.first == UInt8(ascii: "/")
    }

    /// Whether a path is that of a health probe, which may ask under any host name.
    package static func isProbe(_ path: String) -> Bool {
        Self.path(of: path).map(RequestGuard.probePaths.contains) ?? false
    }

    /// Finds the route of a request and records it.
    package func match(_ exchange: ExchangeRecord) {
        exchange.match = Self.routes.match(exchange.request.method, exchange.routedPath)
        if case .route(let index, _) = exchange.match {
            exchange.route = Self.routes.routes[index].description
        }
    }

    /// Whether the route that was found reads a large body on a worker.
    package static func readsBodyOnWorker(_ exchange: ExchangeRecord) -> Bool {
        guard case .route(let index, _) = exchange.match else { return false }
        return routes.routes[index].operation.readsBodyOnWorker
    }

    /// The answer to a body with too many values.
    package static var tooManyValues: Response {
        JSONErrorBody.response(
            413,
            "The body has more than \(BodyLimits.valueCountMax) JSON values; "
                + "only PUT /_understudy/state and POST /_understudy/sandboxes accept more")
    }

    /// The descriptions of its own routes.
    package static var routeDescriptions: [RouteDescription] { routes.descriptions }

    /// The answer that refuses a request for security; nil when the request is allowed.
    ///
    /// Applies to the dashboards too.
    package func refusal(of exchange: ExchangeRecord) -> Response? {
        let path = Self.path(of: exchange.request.path) ?? ""
        exchange.controlRefusal = requestGuard.refusal(of: exchange.request, path: path)
        return exchange.controlRefusal?.response(to: exchange.request)
    }

    /// The answer that refuses a dashboard's request without a route, or with an item of the query
    /// that its operation does not read.
    package func refusal(ofDashboard exchange: ExchangeRecord) -> Response? {
        guard let route = exchange.route else { return Self.refusalWithoutRoute(of: exchange) }
        do throws(ControlError) {
            try ControlCall.requireKnownQuery(route.query.map(\.name), of: exchange.request)
            return nil
        } catch {
            return error.response
        }
    }

    /// The answer to a path or method that does not exist, with the nearest path or the methods.
    private static func refusalWithoutRoute(of exchange: ExchangeRecord) -> Response {
        if case .otherMethods(let methods) = exchange.match {
            let names = methods.map(\.rawValue).joined(separator: " or ")
            return JSONErrorBody.response(
                405, "Method not allowed, expected \(names)",
                headers: [.allow: methods.allowValue])
        }
        let nearest = NearestPath.find(path(of: exchange.request.path) ?? "")
        let advice = nearest.map { ": did you mean \(basePath)\($0)?" } ?? ""
        return ControlError(404, "Not found" + advice).response
    }

    /// Performs a request whose route was found, at once or when the work is done.
    package func perform(
        _ exchange: ExchangeRecord, in sandbox: Sandbox, of sandboxes: SandboxDirectory,
        runLater: @escaping RunLater,
        _ completion: @escaping (Response) -> Void
    ) {
        switch exchange.match {
        case .nothing, .otherMethods: completion(Self.refusalWithoutRoute(of: exchange))
        case .route(let index, let parameters):
            let call = ControlCall(
                request: exchange.request, parameters: parameters, sandbox: sandbox,
                sandboxes: sandboxes,
                systemTime: exchange.receivedAt, now: exchange.now, status: status,
                runLater: runLater)
            let route = Self.routes.routes[index].operation
            do throws(ControlError) {
                if let names = route.query {
                    try ControlCall.requireKnownQuery(names, of: call.request)
                }
                switch route.operation {
                case .immediate(let operation):
                    completion(try operation(call).response(JSONErrorBody.commonHeaders))
                case .streaming(let operation): completion(try operation(call))
                case .deferred(let operation):
                    // When it is done, later changes may be under way, for which it need not wait.
                    exchange.isWaitedFor = true
                    try operation(call) { result in
                        switch result {
                        case .success(let response): completion(response)
                        case .failure(let error): completion(error.response)
                        }
                    }
                }
            } catch {
                completion(error.response)
            }
        }
    }

    /// The answer to a request whose sandbox does not exist.
    ///
    /// The names of others are for those only who may use the control plane.
    package func unknownSandbox(
        _ name: String, _ request: Request, in sandboxes: SandboxDirectory
    ) -> Response {
        let isStranger = requestGuard.refusal(of: request, path: "") != nil
        let nearest = isStranger ? nil : sandboxes.names(near: name)
        return SandboxOperations.unknown(name, nearest: nearest).response
    }

    /// The answer when a change could not be made durable.
    package static var notDurable: Response { ControlError.notDurable.response }
}
