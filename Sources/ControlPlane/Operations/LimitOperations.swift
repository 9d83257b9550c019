internal import Emulation
internal import HTTP
internal import JSON
internal import Sandboxes

/// Rate windows and plan usage, by account: a user on a service.
enum LimitOperations {
    /// `GET /limits`; `service`, `user` and `used` in the query filter the list.
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
        guard form.requests != nil || hasLimit else {
            throw ControlError(at: JSONPath(), .object(body), expected: usage)
        }
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

    private static let usage =
        "\"requests\" or \"limit\" besides \"service\" and \"user\": "
        + "{\"service\":\"\(example.name)\",\"user\":\"ada@example.com\",\"requests\":99}"

    /// The first service that limits requests.
    private static let example =
        AnyService.all.first { $0.documentedPlans.contains { $0.requestsPerMinute != nil } }
        ?? AnyService.all[0]

    private static func answer(_ scope: AccountScope, _ call: ControlCall) -> Answer {
        let (world, limiter, now) = (call.sandbox.world, call.sandbox.limiter, call.now)
        let accounts = scope.list(world) { service, user in
            let account = AccountLimits(service, user, world, limiter, now)
            return !scope.isUsedOnly || account.isUsed ? account : nil
        }
        return Answer(200, Wrapped("accounts", accounts))
    }
}

/// The limits of an account and how much of them is used.
private struct AccountLimits: APIObject {
    private let service: String
    private let user: User
    private let plan: Plan
    private let limit: Int?
    private let ownLimit: Int?
    private let window: RateLimiter.Window?
    private let appCount: Int?

    init(
        _ service: AnyService, _ user: User, _ world: World, _ limiter: RateLimiter,
        _ now: Timestamp
    ) {
        let key = RateLimiter.Key(service: service.name, user: user.id)
        self.service = service.name
        self.user = user
        plan = world.accounts.plan(of: user.id, on: service.name, default: service.defaultPlan)
        ownLimit = limiter.limit(of: key)
        limit = ownLimit ?? plan.requestsPerMinute
        window = limiter.window(of: key, now: now)
        appCount = service.quotaUsage(user.id, world)
    }

    static var example: AccountLimits {
        AccountLimits(
            AnyService.all[0], User(), World(), RateLimiter(), Timestamp(milliseconds: 0))
    }

    var isUsed: Bool { window != nil || ownLimit != nil || appCount ?? 0 > 0 }

    func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("service", service)
        visitor.field("user_id", user.id)
        visitor.field("email", user.email)
        visitor.field("plan", plan.planID)
        visitor.field("requests_per_minute", limit)
        visitor.field("requests", window?.count ?? 0)
        visitor.field("window_closes_at", window.map { ExactTime($0.closesAt) })
        visitor.field("app_limit", plan.appLimit)
        visitor.field("apps", appCount)
    }
}

/// The accounts that a request about limits selects.
private struct AccountScope: Sendable {
    private let service: String?
    private let user: String?
    /// Whether accounts without a window, a limit of their own and apps are left out.
    let isUsedOnly: Bool

    init(_ query: QueryItems, _ world: World) throws(ControlError) {
        let used = query["used"]
        guard used == nil || used == "true" || used == "false" else {
            throw ControlError(
                member: "used", used ?? "",
                expected: FieldFormat.oneOf(["true", "false"]).expectation)
        }
        try self.init(
            service: query["service"], user: query["user"], isUsedOnly: used == "true", world)
    }

    /// - Parameters:
    ///   - service: a service's name; nil for all.
    ///   - user: a user's id or e-mail address; nil for all.
    ///   - isUsedOnly: whether unused accounts are left out.
    ///   - world: has the users.
    /// - Throws: when the service or the user does not exist.
    init(
        service: String?, user: String?, isUsedOnly: Bool = false, _ world: World
    ) throws(ControlError) {
        self.isUsedOnly = isUsedOnly
        let known = AnyService.all.map(\.name)
        if let service, !known.contains(service) {
            throw ControlError(
                member: "service", service, expected: FieldFormat.oneOf(known).expectation)
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

    var services: [AnyService] { AnyService.all.filter { $0.name == service ?? $0.name } }

    /// The accounts, service by service; they are read while the answer is sent.
    func list(
        _ world: World, _ describe: @escaping @Sendable (AnyService, User) -> AccountLimits?
    ) -> LazyList<AccountLimits> {
        if let user {
            let found = world.accounts.users[user].map { user in
                self.services.compactMap { describe($0, user) }
            }
            return LazyList(found ?? [])
        }
        let (services, users) = (self.services, world.accounts.users)
        return LazyList(
            { services.lazy.flatMap { service in users.all.lazy.map { (service, $0) } } },
            convert: { describe($0, $1) })
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
