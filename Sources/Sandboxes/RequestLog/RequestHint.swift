package import Emulation
internal import HTTP

/// What a person may have overlooked when a request was refused.
///
/// Found when the request is refused, since the state may be another one later. It is only in the
/// log: no answer has anything that the real service would not say.
package enum RequestHint {
    /// The sentence for a request that was refused; nil when there is nothing to say.
    package static func sentence(for exchange: ExchangeRecord, in sandbox: Sandbox) -> String? {
        if let failure = exchange.failure { return aboutMalformed(failure) }
        // The world is used where it is: a copy costs as much as the rest of a request.
        if exchange.route == nil { return RouteHint.sentence(for: exchange, in: sandbox.world) }
        guard let service = AnyService.all.first(where: { $0.name == exchange.service }) else {
            return nil
        }
        if exchange.status == 429 { return aboutLimit(exchange, service, sandbox) }
        if let sentence = service.hint(exchange, sandbox.world) { return sentence }
        if exchange.status == 401,
            let sentence = KeyHint(exchange, service, sandbox.world).sentence()
        {
            return sentence
        }
        return FieldHint.aboutEdges(exchange) ?? FieldHint.aboutRefused(exchange)
    }

    private static func aboutMalformed(_ failure: RequestFailure) -> String? {
        guard failure.isControlCharacterInField else { return nil }
        return "A header field has a control character, such as the carriage return at the end of "
            + "a key that was read from a file with CRLF."
    }

    // MARK: Limits

    /// Of requests a minute; the answer at a plan's other limits has the plan and the numbers.
    private static func aboutLimit(
        _ exchange: ExchangeRecord, _ service: AnyService, _ sandbox: Sandbox
    ) -> String? {
        let contract = service.contracts.first { $0.id == exchange.contract }
        guard let user = exchange.account,
            exchange.refused?.refusal == contract?.commonRefusals.tooManyRequests
        else { return nil }
        let plan = sandbox.world.accounts.plan(
            of: user, on: service.name, default: service.defaultPlan)
        let key = RateLimiter.Key(service: service.name, user: user)
        let ownLimit = sandbox.limiter.limit(of: key)
        guard let limit = ownLimit ?? plan.requestsPerMinute else { return nil }
        let origin = ownLimit == nil ? "the plan \"\(plan.planID)\" allows" : "a test allowed"
        let sentence = "The user \(user) has made all \(limit) requests a minute that \(origin)"
        guard let window = sandbox.limiter.window(of: key, now: exchange.now) else {
            return sentence + "."
        }
        return sentence + ": the window ends at \(window.closesAt.rfc3339)."
    }
}
