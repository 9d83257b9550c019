package import HTTP

/// One version of a service's API; a service can have several over the same state.
///
/// Operations return results and throw refusals; only the contract defines their form on the wire.
package final class Contract<S: Service>: Sendable {
    /// Names the contract in seeds, options and the request log, such as `2026-02`.
    package let id: String
    package let routes: RouteTable<Operation<S>>
    /// The header fields of each answer.
    package let commonHeaders: CommonHeaders
    /// The refusals that any path can give.
    package let refusals: CommonRefusals
    /// The request fields that contain credentials and secrets.
    package let secrets: SecretFields
    // Parts of the table for each request: looking them up in generic types costs as much as using them.
    private let paths: PathTable
    private let descriptions: [RouteDescription]
    private let operations: [Operation<S>]
    private let identify: Identify
    private let render: Render
    private let renderRefusal: RenderRefusal
    private let tooManyRequests: TooManyRequests
    private let preflight: Preflight
    private let transportMessage: @Sendable (String) -> String

    /// Finds the owner of a request's credential.
    ///
    /// Changes nothing.
    package typealias Identify =
        @Sendable (Request, S.State, _ now: Timestamp) throws(Refused) -> S.Caller
    /// Writes the answer for what an operation returned.
    package typealias Render = @Sendable (S.OperationResult, AnswerForm) -> Answer
    /// Writes the body of an error answer: the sentence, then the members, which are JSON text already.
    package typealias RenderRefusal =
        @Sendable (_ message: String, _ members: [UInt8], Refusal?) -> [UInt8]
    /// Makes the refusal of a request over the rate limit.
    package typealias TooManyRequests =
        @Sendable (Refusal, _ retryAfterSeconds: Int, _ resetsAt: Timestamp) -> Refused
    /// Answers `OPTIONS` for a path with these methods (none: an unknown path); nil treats it like any other method.
    package typealias Preflight = @Sendable ([Method]) -> Answer?

    /// - Parameters:
    ///   - id: the contract's name.
    ///   - routes: its operations.
    ///   - pathPrefixes: each route is served below each of these as well as without a prefix.
    ///   - commonHeaders: the header fields of each answer.
    ///   - refusals: the refusals that any path can give.
    ///   - secrets: the request fields that contain credentials.
    ///   - identify: finds the caller.
    ///   - render: writes results.
    ///   - renderRefusal: writes the body of a refusal; the refusal is nil for transport failures.
    ///   - tooManyRequests: makes the refusal of the rate limit; by default with `Retry-After` alone.
    ///   - preflight: answers `OPTIONS`.
    ///   - transportMessage: converts a sentence to the service's style.
    package init(
        id: String, routes: [Route<Operation<S>>], pathPrefixes: [String] = [],
        commonHeaders: CommonHeaders = CommonHeaders(),
        refusals: CommonRefusals, secrets: SecretFields = SecretFields(),
        identify: @escaping Identify,
        render: @escaping Render,
        renderRefusal: @escaping RenderRefusal = { message, members, _ in
            JSONErrorBody.text(message, members: members)
        },
        tooManyRequests: @escaping TooManyRequests = { refusal, seconds, _ in
            Refused(refusal, headers: [.retryAfter: String(seconds)])
        },
        preflight: @escaping Preflight = { _ in nil },
        transportMessage: @escaping @Sendable (String) -> String = { $0 }
    ) {
        self.id = id
        self.routes = RouteTable(routes, pathPrefixes: pathPrefixes)
        paths = self.routes.paths
        descriptions = self.routes.descriptions
        operations = routes.map(\.operation)
        self.commonHeaders = commonHeaders
        self.refusals = refusals
        self.secrets = secrets.on(self.routes.descriptions)
        self.identify = identify
        self.render = render
        self.renderRefusal = renderRefusal
        self.tooManyRequests = tooManyRequests
        self.preflight = preflight
        self.transportMessage = transportMessage
    }

    /// The facts of the contract for the record of an exchange.
    package var facts: ExchangeRecord.ContractFacts {
        ExchangeRecord.ContractFacts(service: S.name, contract: id, secrets: secrets)
    }

    /// All refusals that a route can give.
    package func refusals(of route: RouteDescription) -> [Refusal] {
        let operation = routes.routes.first { $0.description === route }?.operation
        return
            (operation?.isAuthenticated ?? false
            ? refusals.authentication + [refusals.tooManyRequests] : [])
            + route.refusals
    }

    /// Finds the route of a request and records it.
    ///
    /// Changes nothing.
    package func match(_ exchange: ExchangeRecord) {
        let match = paths.match(exchange.request.method, exchange.routedPath)
        if case .route(let index, _) = match { exchange.route = descriptions[index] }
        exchange.match = match
    }

    /// The id of the user whose requests are counted; nil without a valid credential.
    ///
    /// Changes nothing.
    package func account(of exchange: ExchangeRecord, in state: S.State) -> String? {
        guard let caller = try? identify(exchange.request, state, exchange.now) else { return nil }
        return S.rateLimitedUser(for: caller, in: state)
    }

    // MARK: Answers

    /// The answer to input that is not a valid request, such as a body over the limit.
    package func transportFailure(_ status: Int, _ message: String) -> Response {
        Answer(status, text: renderRefusal(transportMessage(message), [], nil)).response(
            commonHeaders)
    }

    /// The answer when a change could not be made durable.
    package var internalError: Response { response(to: Refused(refusals.internalError)) }

    /// The answer of a fault rule: the service's own refusal with that status, where it has one.
    ///
    /// - Parameters:
    ///   - status: the status.
    ///   - message: the sentence; nil for that of the refusal, or of the status.
    ///   - now: the sandbox's time.
    /// - Returns: the answer in the service's shape.
    package func fault(_ status: Int, _ message: String?, at now: Timestamp) -> Response {
        if [204, 205, 304].contains(status) { return Answer(status, nil).response(commonHeaders) }
        if let message {
            return Answer(status, text: renderRefusal(message, [], nil)).response(commonHeaders)
        }
        if refusals.tooManyRequests.status == status {
            let resetsAt = now.advanced(byMilliseconds: RateLimiter.windowMilliseconds)
            let seconds = Int(RateLimiter.windowMilliseconds / 1000)
            return response(to: tooManyRequests(refusals.tooManyRequests, seconds, resetsAt))
        }
        let own = refusals.all.first { $0.status == status && !$0.message.contains("<") }
        if let own { return response(to: Refused(own)) }
        return transportFailure(status, Self.sentence(of: status))
    }

    /// The reason phrase as a sentence, such as `Service unavailable`.
    private static func sentence(of status: Int) -> String {
        let words = ReasonPhrase.text(of: status).split(separator: " ")
        guard let first = words.first else { return "Error" }
        return ([String(first)] + words.dropFirst().map { $0.lowercased() }).joined(separator: " ")
    }

    private func response(to refused: Refused) -> Response {
        let text = renderRefusal(refused.message, refused.members, refused.refusal)
        return Answer(refused.refusal.status, text: text, headers: refused.headers).response(
            commonHeaders)
    }
}

// MARK: - The path of a request through a service

extension Contract {
    /// Performs a request whose route was found: caller, rate limit, operation, answer.
    ///
    /// Inlined by hand: unspecialized generic calls were a measurable part of a request.
    ///
    /// - Returns: nil when the operation has used up its budget; `resume` continues it in a later turn.
    package func perform(
        _ exchange: ExchangeRecord, _ state: inout S.State, _ accounts: inout Accounts,
        _ context: inout OperationContext
    ) -> Response? {
        do throws(Refused) {
            return try answer(exchange, &state, &accounts, &context)?.response(commonHeaders)
        } catch {
            exchange.refused = error
            return response(to: error)
        }
    }

    /// Performs an example of an operation, and tells the type of its answer.
    ///
    /// - Returns: nil without a route.
    package func describe(
        _ exchange: ExchangeRecord, _ state: inout S.State, _ accounts: inout Accounts,
        _ context: inout OperationContext
    ) -> (response: Response, type: FieldType?)? {
        guard case .route(let index, let parameters) = exchange.match else { return nil }
        do throws(Refused) {
            while true {
                // An operation that has used up its budget continues.
                guard
                    let result = try run(
                        operations[index], parameters, exchange, &state, &accounts, &context)
                else { continue }
                return (
                    render(result, .text).response(commonHeaders), render(result, .type).type
                )
            }
        } catch {
            return (response(to: error), nil)
        }
    }

    /// An example of the answer to a refusal.
    package func example(of refusal: Refusal) -> Response {
        if refusal == refusals.tooManyRequests { return fault(refusal.status, nil, at: .unset) }
        return response(to: S.refusalExamples.first { $0.refusal == refusal } ?? Refused(refusal))
    }

    /// Continues an operation that has used up its budget; the caller was identified and counted before.
    package func resume(
        _ exchange: ExchangeRecord, _ state: inout S.State, _ accounts: inout Accounts,
        _ context: inout OperationContext
    ) -> Response? {
        guard case .route(let index, let parameters) = exchange.match else { return internalError }
        do throws(Refused) {
            let result: S.OperationResult?
            switch operations[index] {
            case .write(let operation):
                guard let caller = exchange.caller as? S.Caller else { return internalError }
                result = try write(
                    operation, caller, nil, parameters, exchange, &state, &accounts, &context)
            case .openWrite(let operation):
                result = try openWrite(operation, parameters, exchange, &state, &accounts, &context)
            case .read, .openRead: return internalError
            }
            return result.map { render($0, .text).response(commonHeaders) }
        } catch {
            exchange.refused = error
            return response(to: error)
        }
    }

    @inline(__always)
    private func answer(
        _ exchange: ExchangeRecord, _ state: inout S.State, _ accounts: inout Accounts,
        _ context: inout OperationContext
    ) throws(Refused) -> Answer? {
        let match = exchange.match
        if exchange.request.method == .options, let answer = preflight(methods(match)) {
            return answer
        }
        switch match {
        case .nothing: throw Refused(refusals.notFound)
        case .otherMethods(let methods): throw wrongMethod(allowed: methods)
        case .route(let index, let parameters):
            guard
                let result = try run(
                    operations[index], parameters, exchange, &state, &accounts, &context)
            else {
                return nil
            }
            return render(result, .text)
        }
    }

    @inline(__always)
    private func run(
        _ operation: Operation<S>, _ parameters: PathParameters, _ exchange: ExchangeRecord,
        _ state: inout S.State,
        _ accounts: inout Accounts, _ context: inout OperationContext
    ) throws(Refused) -> S.OperationResult? {
        switch operation {
        case .openRead(let operation):
            var call = begin(exchange, parameters, &accounts, context)
            defer { call.returnAccounts(&accounts, &context) }
            return try operation(state, call)
        case .openWrite(let operation):
            return try openWrite(operation, parameters, exchange, &state, &accounts, &context)
        case .read(let operation):
            let (caller, plan) = try admit(exchange, &state, accounts, &context)
            var call = begin(exchange, parameters, &accounts, context, plan)
            defer { call.returnAccounts(&accounts, &context) }
            return try operation(state, call, caller)
        case .write(let operation):
            let (caller, plan) = try admit(exchange, &state, accounts, &context)
            return try write(
                operation, caller, plan, parameters, exchange, &state, &accounts, &context)
        }
    }

    @inline(__always)
    private func openWrite(
        _ operation: Operation<S>.OpenWrite, _ parameters: PathParameters,
        _ exchange: ExchangeRecord,
        _ state: inout S.State, _ accounts: inout Accounts, _ context: inout OperationContext
    ) throws(Refused) -> S.OperationResult? {
        var call = begin(exchange, parameters, &accounts, context)
        defer { call.returnAccounts(&accounts, &context) }
        let result = try operation(&state, &call)
        return call.budget.isUsedUp ? nil : result
    }

    @inline(__always)
    private func write(
        _ operation: Operation<S>.Write, _ caller: S.Caller, _ plan: Plan?,
        _ parameters: PathParameters,
        _ exchange: ExchangeRecord, _ state: inout S.State, _ accounts: inout Accounts,
        _ context: inout OperationContext
    ) throws(Refused) -> S.OperationResult? {
        var call = begin(exchange, parameters, &accounts, context, plan)
        defer { call.returnAccounts(&accounts, &context) }
        let result = try operation(&state, &call, caller)
        guard call.budget.isUsedUp else { return result }
        exchange.caller = caller
        return nil
    }

    @inline(__always)
    private func begin(
        _ exchange: ExchangeRecord, _ parameters: PathParameters, _ accounts: inout Accounts,
        _ context: OperationContext, _ plan: Plan? = nil
    ) -> Call {
        Call(exchange, parameters, plan, &accounts, context)
    }

    /// Finds the caller, records the use of the credential and counts the request.
    @inline(__always)
    private func admit(
        _ exchange: ExchangeRecord, _ state: inout S.State, _ accounts: Accounts,
        _ context: inout OperationContext
    ) throws(Refused) -> (S.Caller, Plan?) {
        let caller = try identify(exchange.request, state, context.now)
        S.noteUse(by: caller, at: context.now, in: &state)
        guard let user = S.rateLimitedUser(for: caller, in: state) else { return (caller, nil) }
        exchange.account = user
        let plan = context.planCache.plan(
            of: user, on: S.name, default: S.defaultPlan, in: accounts)
        let limit = plan.requestsPerMinute
        let key = RateLimiter.Key(service: S.name, user: user)
        switch context.limiter.admit(key, limit: limit, now: context.now) {
        case .admitted: return (caller, plan)
        case .refused(let seconds, let reset):
            throw tooManyRequests(refusals.tooManyRequests, seconds, reset)
        }
    }

    /// The refusal of a method; a 405 lists the allowed methods (RFC 9110, section 15.5.6).
    private func wrongMethod(allowed methods: [Method]) -> Refused {
        guard refusals.methodNotAllowed.status == 405 else {
            return Refused(refusals.methodNotAllowed)
        }
        let allowed = preflight(methods) == nil ? methods : methods.adding(.options)
        return Refused(refusals.methodNotAllowed, headers: [.allow: allowed.allowValue])
    }

    /// The methods of the requested path; empty for an unknown path.
    private func methods(_ match: RouteMatch) -> [Method] {
        switch match {
        case .nothing: []
        case .otherMethods(let methods): methods
        case .route(let index, _): [descriptions[index].method]
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
