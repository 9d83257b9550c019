internal import Emulation
internal import HTTP
internal import JSON
internal import Sandboxes

/// Rate windows and plan usage, by account: a user on a service.
extension ControlPlane {
    /// `GET /limits`; `service` and `user` in the query narrow the list.
    func limits(_ request: Request, systemTime: Timestamp) throws(ControlError) -> Answer {
        let scope = try AccountScope(QueryItems(request.query), emulator.sandbox.world)
        return list(scope, systemTime)
    }

    /// `PUT /limits`: `{"service","user","requests"}` opens a window now in which so many requests have been let through.
    func setLimit(_ request: Request, systemTime: Timestamp) throws(ControlError) -> Answer {
        let body = try object(request)
        guard let service = body["service"]?.string, let user = body["user"]?.string,
            let requests = body["requests"]?.int, requests >= 0
        else {
            throw ControlError(
                400,
                "Give a service, a user and a whole number of requests: {\"service\":\"capgo\",\"user\":\"ada@example.com\",\"requests\":99}"
            )
        }
        let scope = try AccountScope(service: service, user: user, emulator.sandbox.world)
        for (service, user) in scope.accounts(in: emulator.sandbox.world) {
            let account = RateLimiter.Key(service: service.name, user: user.id)
            let now = emulator.sandbox.clock.now(systemTime: systemTime)
            emulator.sandbox.limiter.set(account, count: requests, now: now)
        }
        return list(scope, systemTime)
    }

    /// `DELETE /limits`: forgets the windows; `service` and `user` in the query narrow it down.
    func clearLimits(_ request: Request, systemTime: Timestamp) throws(ControlError) -> Answer {
        let scope = try AccountScope(QueryItems(request.query), emulator.sandbox.world)
        emulator.sandbox.limiter.clear { scope.contains($0) }
        return list(scope, systemTime)
    }

    private func list(_ scope: AccountScope, _ systemTime: Timestamp) -> Answer {
        let world = emulator.sandbox.world
        let now = emulator.sandbox.clock.now(systemTime: systemTime)
        let accounts = scope.accounts(in: world).map { describe($0, $1, world, now) }
        return Answer(200, ["accounts": .array(accounts)])
    }

    private func describe(_ service: AnyService, _ user: User, _ world: World, _ now: Timestamp) -> JSONValue {
        let plan = world.accounts.plan(of: user.id, on: service.name, default: service.defaultPlan)
        let account = RateLimiter.Key(service: service.name, user: user.id)
        let window = emulator.sandbox.limiter.window(of: account, now: now)
        return [
            "service": .string(service.name), "user_id": .string(user.id), "email": .string(user.email),
            "plan": .string(plan.planID), "requests_per_minute": plan.requestsPerMinute.json,
            "requests": (window?.count ?? 0).json,
            "window_closes_at": window.map { .string($0.closesAt.rfc3339) } ?? .null,
            "app_limit": plan.appLimit.json, "apps": service.quotaUsage(user.id, world).json,
        ]
    }
}

/// Which accounts a request about limits means.
private struct AccountScope {
    private let service: String?
    private let user: String?

    init(_ query: QueryItems, _ world: World) throws(ControlError) {
        try self.init(service: query["service"], user: query["user"], world)
    }

    /// Takes a service's name and a user's id or e-mail address, each nil for all.
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
