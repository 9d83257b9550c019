internal import Emulation
internal import HTTP

extension ControlPlane {
    /// The control plane's own operations; the services declare those of the dashboards.
    static let routes = RouteTable<ControlRoute>([
        route(.get, "/health", "getHealth", .immediate(StateOperations.health)),
        route(.get, "/ready", "getReady", .immediate(StateOperations.ready)),
        route(.get, "/state", "exportState", .deferred(StateOperations.export)),
        route(
            .put, "/state", "replaceState", .deferred(StateOperations.replace),
            readsBodyOnWorker: true),
        route(
            .get, "/state/diff", "getStateDifference", .deferred(DifferenceOperations.get),
            query: ["from"]),
        route(.post, "/state/verify", "verifyState", .deferred(DifferenceOperations.verify)),
        route(.post, "/reset", "reset", .deferred(StateOperations.reset)),
        route(.get, "/snapshots", "listSnapshots", .deferred(SnapshotOperations.list)),
        route(.post, "/snapshots", "createSnapshot", .deferred(SnapshotOperations.create)),
        route(.get, "/snapshots/{name}", "getSnapshot", .deferred(SnapshotOperations.export)),
        route(.delete, "/snapshots/{name}", "deleteSnapshot", .deferred(SnapshotOperations.delete)),
        route(
            .post, "/snapshots/{name}/restore", "restoreSnapshot",
            .deferred(SnapshotOperations.restore)),
        route(
            .get, "/sandboxes", "listSandboxes", .immediate(SandboxOperations.list),
            query: ["limit", "cursor"]),
        route(
            .post, "/sandboxes", "createSandbox", .deferred(SandboxOperations.create),
            readsBodyOnWorker: true),
        route(.get, "/sandboxes/{name}", "getSandbox", .immediate(SandboxOperations.get)),
        route(.delete, "/sandboxes/{name}", "dropSandbox", .immediate(SandboxOperations.drop)),
        route(.get, "/clock", "getClock", .immediate(ClockOperations.get)),
        route(.put, "/clock", "setClock", .immediate(ClockOperations.set)),
        route(.get, "/faults", "listFaults", .streaming(FaultOperations.list)),
        route(.post, "/faults", "addFault", .deferred(FaultOperations.add)),
        route(.delete, "/faults", "clearFaults", .immediate(FaultOperations.clear)),
        route(.delete, "/faults/{id}", "removeFault", .immediate(FaultOperations.remove)),
        route(
            .get, "/requests", "listRequests", .streaming(RequestOperations.list), query: nil),
        route(.delete, "/requests", "clearRequests", .immediate(RequestOperations.clear)),
        route(.post, "/requests/verify", "verifyRequests", .deferred(RequestOperations.verify)),
        route(
            .get, "/requests/stream", "streamRequests", .streaming(RequestOperations.stream),
            query: nil),
        route(.get, "/requests/{id}", "getRequest", .immediate(RequestOperations.get)),
        route(.get, "/openapi", "listDocuments", .immediate(OpenAPIOperations.list)),
        route(
            .get, "/openapi/{document}", "getDocument", .deferred(OpenAPIOperations.get),
            query: ["contract"]),
        route(
            .get, "/limits", "getLimits", .immediate(LimitOperations.list),
            query: ["service", "user", "used"]),
        route(.put, "/limits", "setLimit", .immediate(LimitOperations.set)),
        route(
            .delete, "/limits", "clearLimits", .immediate(LimitOperations.clear),
            query: ["service", "user"]),
        route(
            .get, "/contract", "getContractCoverage", .deferred(ContractOperations.coverage),
            query: ["service"]),
    ])

    private static func route(
        _ method: Method, _ pattern: String, _ name: String, _ operation: ControlOperation,
        query: [String]? = [], readsBodyOnWorker: Bool = false
    ) -> Route<ControlRoute> {
        Route(
            method, pattern, name, isWrite: method != .get,
            ControlRoute(
                operation: operation, query: query, readsBodyOnWorker: readsBodyOnWorker))
    }
}
