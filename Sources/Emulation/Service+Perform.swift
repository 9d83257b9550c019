package import HTTP

/// The way of a request through a service: route, authenticate, rate limit, operation.
///
/// Its steps become one function, because looking up what a generic one needs costs as much as some of them do.
extension Service {
    /// Performs a request of the public API.
    package static func perform(
        _ request: Request, state: inout State, accounts: inout Accounts, surroundings: inout Surroundings
    ) -> Response {
        do throws(Failure) {
            return try answer(request, &state, &accounts, &surroundings).response(commonHeaders)
        } catch {
            return response(to: error)
        }
    }

    @inline(__always)
    private static func answer(
        _ request: Request, _ state: inout State, _ accounts: inout Accounts, _ surroundings: inout Surroundings
    ) throws(Failure) -> Answer {
        let match = routes.match(request.method, request.path)
        if request.method == .options, let answer = preflight(methods: match.methods) { return answer }
        switch match {
        case .nothing: throw Refused(.notFound)
        case .otherMethods(let methods): throw wrongMethod(allowed: methods)
        case .route(let route, let parameters):
            return try run(route.operation, request, parameters, &state, &accounts, &surroundings)
        }
    }

    /// Performs one of the dashboard's acts, whose path is below `/_understudy/<name>`.
    ///
    /// Errors have the control plane's shape.
    package static func performDashboardAct(
        _ request: Request, path: String, state: inout State, accounts: inout Accounts,
        surroundings: inout Surroundings
    ) -> Response {
        switch dashboard.match(request.method, path) {
        case .nothing: return JSONErrorBody.response(404, "Not found")
        case .otherMethods(let methods):
            return JSONErrorBody.response(405, "Method not allowed", headers: ["Allow": methods.allowValue])
        case .route(let route, let parameters):
            do throws(Failure) {
                return try run(route.operation, request, parameters, &state, &accounts, &surroundings)
                    .response(JSONErrorBody.commonHeaders)
            } catch {
                return JSONErrorBody.response(
                    error.kind.status, error.message, members: error.members, headers: error.headers)
            }
        }
    }

    @inline(__always)
    private static func run(
        _ operation: Operation<Self>, _ request: Request, _ parameters: PathParameters, _ state: inout State,
        _ accounts: inout Accounts, _ surroundings: inout Surroundings
    ) throws(Failure) -> Answer {
        switch operation {
        case .open(let body):
            var call = Call(request, parameters, &accounts, surroundings)
            defer { call.giveBack(&accounts, &surroundings) }
            return try body(&state, &call)
        case .authenticated(let body):
            let caller = try authenticate(request, at: surroundings.now, in: &state)
            try count(caller, state, accounts, &surroundings)
            var call = Call(request, parameters, &accounts, surroundings)
            defer { call.giveBack(&accounts, &surroundings) }
            return try body(&state, &call, caller)
        }
    }

    @inline(__always)
    private static func count(
        _ caller: Caller, _ state: State, _ accounts: Accounts, _ surroundings: inout Surroundings
    ) throws(Failure) {
        guard let user = rateLimitedUser(of: caller, in: state) else { return }
        let limit = accounts.plan(of: user, on: name, default: defaultPlan).requestsPerMinute
        let account = RateLimiter.Key(service: name, user: user)
        switch surroundings.limiter.admit(account, limit: limit, now: surroundings.now) {
        case .admitted: return
        case .refused(let seconds, let reset):
            throw tooManyRequests(retryAfterSeconds: seconds, resetsAt: reset)
        }
    }

    /// Refuses a method; a 405 names those that there are (RFC 9110, section 15.5.6).
    private static func wrongMethod(allowed methods: [Method]) -> Failure {
        guard Kind.methodNotAllowed.status == 405 else { return Refused(.methodNotAllowed) }
        let allowed = preflight(methods: methods) == nil ? methods : methods.adding(.options)
        return Refused(.methodNotAllowed, headers: ["Allow": allowed.allowValue])
    }
}

extension RouteTable.Match {
    /// The methods of the path that was asked for; none for an unknown path.
    fileprivate var methods: [Method] {
        switch self {
        case .nothing: []
        case .otherMethods(let methods): methods
        case .route(let route, _): [route.method]
        }
    }
}

extension [Method] {
    /// Returns the methods with one more, sorted by name.
    package func adding(_ method: Method) -> [Method] {
        (contains(method) ? self : self + [method]).sorted { $0.rawValue < $1.rawValue }
    }

    /// The value of an `Allow` field (RFC 9110, section 10.2.1).
    package var allowValue: String {
        map(\.rawValue).joined(separator: ", ")
    }
}
