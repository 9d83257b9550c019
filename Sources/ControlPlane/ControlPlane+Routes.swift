internal import Emulation
internal import HTTP
internal import JSON

extension ControlPlane {
    /// The table of the control plane's own operations; the dashboards' are the services'.
    static let routes = RouteTable<ControlOperation>([
        .init(.get, "/health", "getHealth", .init { plane, _, time in plane.health(at: time) }),
        .init(.get, "/ready", "getReady", .init { _, _, _ in Answer(200, ["status": "ready"]) }),
        .init(.get, "/state", "exportState", .init(late: { plane, _, reply in plane.exportState(reply) })),
        .init(
            .put, "/state", "replaceState", .init(late: { plane, call, reply in plane.replaceState(call, reply) })),
        .init(.post, "/reset", "reset", .init(late: { plane, _, reply in plane.reset(reply) })),
        .init(.get, "/snapshots", "listSnapshots", .init(late: { plane, _, reply in plane.listSnapshots(reply) })),
        .init(
            .post, "/snapshots", "createSnapshot",
            .init(late: { plane, call, reply throws(ControlError) in try plane.createSnapshot(call, reply) })),
        .init(
            .get, "/snapshots/{name}", "getSnapshot",
            .init(late: { plane, call, reply throws(ControlError) in try plane.exportSnapshot(call, reply) })),
        .init(
            .delete, "/snapshots/{name}", "deleteSnapshot",
            .init(late: { plane, call, reply throws(ControlError) in try plane.deleteSnapshot(call, reply) })),
        .init(
            .post, "/snapshots/{name}/restore", "restoreSnapshot",
            .init(late: { plane, call, reply throws(ControlError) in try plane.restoreSnapshot(call, reply) })),
        .init(.get, "/clock", "getClock", .init { plane, _, time in plane.clock(at: time) }),
        .init(
            .put, "/clock", "setClock",
            .init { plane, request, time throws(ControlError) in
                try plane.setClock(request, systemTime: time)
            }),
        .init(
            .get, "/limits", "getLimits",
            .init { plane, request, time throws(ControlError) in
                try plane.limits(request, systemTime: time)
            }),
        .init(
            .put, "/limits", "setLimit",
            .init { plane, request, time throws(ControlError) in
                try plane.setLimit(request, systemTime: time)
            }),
        .init(
            .delete, "/limits", "clearLimits",
            .init { plane, request, time throws(ControlError) in
                try plane.clearLimits(request, systemTime: time)
            }),
    ])
}
