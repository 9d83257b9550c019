internal import Emulation
internal import HTTP
internal import JSON
internal import Sandboxes

/// Rate windows and plan usage, by account: a user on a service.
enum LimitOperations {
    /// `GET /limits`; `service` and `user` in the query filter the list.
    @Sendable static func list(_ call: ControlCall) throws(ControlError) -> Answer {
        answer(try AccountScope(QueryItems(call.request.query), call.sandbox.world), call)
    }

    /// `PUT /limits`: `{"service","user","requests"}` opens a window with that count.
    @Sendable static func set(_ call: ControlCall) throws(ControlError) -> Answer {
        let body = try call.object()
        guard let service = body["service"]?.string, let user = body["user"]?.string,
            let requests = body["requests"]?.int, requests >= 0
        else { throw usage }
        let scope = try AccountScope(service: service, user: user, call.sandbox.world)
        for (service, user) in scope.accounts(in: call.sandbox.world) {
            let key = RateLimiter.Key(service: service.name, user: user.id)
            call.sandbox.limiter.set(key, count: requests, now: call.now)
        }
        return answer(scope, call)
    }

    /// `DELETE /limits`: deletes the windows; `service` and `user` in the query filter them.
    @Sendable static func clear(_ call: ControlCall) throws(ControlError) -> Answer {
        let scope = try AccountScope(QueryItems(call.request.query), call.sandbox.world)
        call.sandbox.limiter.clear { scope.contains($0) }
        return answer(scope, call)
    }

    private static let usage = ControlError(
        400,
        "Give a service, a user and a non-negative integer of requests: "
            + "{\"service\":\"\(AnyService.all[0].name)\",\"user\":\"ada@example.com\",\"requests\":99}")

    private static func answer(_ scope: AccountScope, _ call: ControlCall) -> Answer {
        let world = call.sandbox.world
        let accounts = scope.accounts(in: world).map { describe($0, $1, world, call) }
        return Answer(200, ["accounts": .array(accounts)])
    }

    private static func describe(_ service: AnyService, _ user: User, _ world: World, _ call: ControlCall) -> JSONValue
    {
        let plan = world.accounts.plan(of: user.id, on: service.name, default: service.defaultPlan)
        let key = RateLimiter.Key(service: service.name, user: user.id)
        let window = call.sandbox.limiter.window(of: key, now: call.now)
        return [
            "service": .string(service.name), "user_id": .string(user.id), "email": .string(user.email),
            "plan": .string(plan.planID), "requests_per_minute": plan.requestsPerMinute.json,
            "requests": (window?.count ?? 0).json,
            "window_closes_at": window.map { .string($0.closesAt.rfc3339) } ?? .null,
            "app_limit": plan.appLimit.json, "apps": service.quotaUsage(user.id, world).json,
        ]
    }
}

/// The accounts that a request about limits selects.
private struct AccountScope {
    private let service: String?
    private let user: String?

    init(_ query: QueryItems, _ world: World) throws(ControlError) {
        try self.init(service: query["service"], user: query["user"], world)
    }

    /// - Parameters:
    ///   - service: a service's name; nil for all.
    ///   - user: a user's id or e-mail address; nil for all.
    ///   - world: has the users.
    /// - Throws: when the service or the user does not exist.
    init(service: String?, user: String?, _ world: World) throws(ControlError) {
        let known = AnyService.all.map(\.name)
        if let service, !known.contains(service) {
            throw ControlError(400, "Unknown service \"\(service)\". Must be one of: " + known.joined(separator: ", "))
        }
        self.service = service
        guard let text = user else {
            self.user = nil
            return
        }
        guard let found = world.accounts.user(named: text) else {
            throw ControlError(404, "No user has the id or e-mail address \"\(text)\"")
        }
        self.user = found.id
    }

    func contains(_ account: RateLimiter.Key) -> Bool {
        (service ?? account.service) == account.service && (user ?? account.user) == account.user
    }

    func accounts(in world: World) -> [(AnyService, User)] {
        let users = user.map { [$0].compactMap { world.accounts.users[$0] } } ?? Array(world.accounts.users.all)
        return AnyService.all.filter { $0.name == service ?? $0.name }
            .flatMap { service in users.map { (service, $0) } }
    }
}
