/// The parts of a sandbox that operations use besides the state.
///
/// They are not stored on disk.
package struct OperationContext: Sendable {
    package var limiter: RateLimiter
    var planCache = PlanCache()
    package var identifiers: IdentifierSource
    /// The sandbox's time.
    package var now: Timestamp

    package init(
        limiter: RateLimiter = RateLimiter(), identifiers: IdentifierSource, now: Timestamp
    ) {
        self.limiter = limiter
        self.identifiers = identifiers
        self.now = now
    }
}
