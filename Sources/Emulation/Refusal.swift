/// The catalogue of a service's error answers: each case is one kind of refusal, declared with all that the wire shows.
package protocol Refusal: CaseIterable, Hashable, Sendable {
    /// The status code of the answer.
    var status: Int { get }
    /// The exact sentence; a part in angle brackets, such as `<scope>`, is replaced by what the refusal is about.
    var message: String { get }
    /// How it is known that the real service answers so.
    var basis: Basis { get }

    /// The answer to a path that the service does not have.
    static var notFound: Self { get }
    /// The answer to a method that a path does not have.
    static var methodNotAllowed: Self { get }
    /// The answer when an account's requests in a minute are used up.
    static var tooManyRequests: Self { get }
    /// The answer when a write could not be kept.
    static var internalError: Self { get }
}

/// How it is known that a service answers in a certain way.
package enum Basis: String, Sendable {
    /// The vendor's page says so.
    case documented
    /// The vendor's public behaviour shows it.
    case observed
    /// Nothing public says so: a decision of the emulator.
    case assumed
}
