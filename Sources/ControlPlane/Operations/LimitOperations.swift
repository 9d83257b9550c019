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

    /// `PUT /limits`: `{"service","user","requests"?,"limit"?}`.
    ///
    /// `requests` opens a window with that count; `limit` replaces the plan's number of requests a
    /// minute for this account, until `DELETE /limits` or null.
    @Sendable static func set(_ call: ControlCall) throws(ControlError) -> Answer {
        let body = try call.object()
        let form = try ControlCall.form(LimitForm.self, from: body)
        let hasLimit = body["limit"] != nil
        guard form.requests != nil || hasLimit else { throw usage }
        let world = call.sandbox.world
        let service = AnyService.all.first { $0.name == form.service }
        guard let service, let user = world.accounts.user(named: form.user) else {
            throw ControlError(
                member: "user", form.user, expected: "the id or the e-mail address of a user")
        }
        let key = RateLimiter.Key(service: service.name, user: user.id)
        let plan = world.accounts.plan(
            of: user.id, on: service.name, default: service.defaultPlan)
        var limiter = call.sandbox.limiter
        if hasLimit { limiter.setLimit(of: key, to: form.limit) }
        if let requests = form.requests {
            guard (limiter.limit(of: key) ?? plan.requestsPerMinute) != nil else {
                throw unlimited(plan)
            }
            limiter.set(key, count: requests, now: call.now)
        }
        call.sandbox.limiter = limiter
        return answer(try AccountScope(service: service.name, user: user.id, world), call)
    }

    private static func unlimited(_ plan: Plan) -> ControlError {
        ControlError(
            409,
            "The plan \"\(plan.planID)\" of \(plan.service) does not limit requests, "
                + "so a count has no effect: give \"limit\" too, the number of requests a minute")
    }

    /// `DELETE /limits`: deletes the windows and the limits that were set; `service` and `user` in
    /// the query filter them.
    @Sendable static func clear(_ call: ControlCall) throws(ControlError) -> Answer {
        let scope = try AccountScope(QueryItems(call.request.query), call.sandbox.world)
        call.sandbox.limiter.clear { scope.contains($0) }
        return answer(scope, call)
    }

    private static let usage = ControlError(
        400,
        "Give a service, a user, and requests or limit, which are non-negative integers: "
            + "{\"service\":\"\(example.name)\",\"user\":\"ada@example.com\",\"requests\":99}")

    /// The first service that limits requests.
    private static let example =
        AnyService.all.first { $0.documentedPlans.contains { $0.requestsPerMinute != nil } }
        ?? AnyService.all[0]

    private static func answer(_ scope: AccountScope, _ call: ControlCall) -> Answer {
        let world = call.sandbox.world
        let accounts = scope.accounts(in: world).map { describe($0, $1, world, call) }
        return Answer(200, ["accounts": .array(accounts)])
    }

    private static func describe(_ service: AnyService, _ user: User, _ world: World, _ call: ControlCall) -> JSONValue
    {
        let plan = world.accounts.plan(of: user.id, on: service.name, default: service.defaultPlan)
        let key = RateLimiter.Key(service: service.name, user: user.id)
        let limiter = call.sandbox.limiter
        let window = limiter.window(of: key, now: call.now)
        let limit = limiter.limit(of: key) ?? plan.requestsPerMinute
        return [
            "service": .string(service.name), "user_id": .string(user.id), "email": .string(user.email),
            "plan": .string(plan.planID), "requests_per_minute": limit.json,
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

/// The body of `PUT /limits`.
private struct LimitForm: Fields {
    private(set) var service = ""
    private(set) var user = ""
    private(set) var requests: Int?
    private(set) var limit: Int?

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("service", &service, .required(.oneOf(AnyService.all.map(\.name))))
        visitor.field("user", &user, .required(.nonBlank))
        visitor.field("requests", &requests, .optional(.nonNegative))
        visitor.field("limit", &limit, .optional(.nonNegative))
    }
}
