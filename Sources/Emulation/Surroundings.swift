/// What a sandbox lends to an operation besides the state: nothing of it is kept on disk.
package struct Surroundings: Sendable {
    package var limiter: RateLimiter
    package var identifiers: IdentifierSource
    /// The sandbox's time.
    package var now: Timestamp

    package init(limiter: RateLimiter = RateLimiter(), identifiers: IdentifierSource, now: Timestamp) {
        self.limiter = limiter
        self.identifiers = identifiers
        self.now = now
    }
}
