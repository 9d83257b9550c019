/// The evidence for the answer of a service.
package enum Basis: String, Sendable {
    /// The vendor's page says so.
    case documented
    /// The vendor's public code or behaviour shows it.
    case observed
    /// Nothing public says so: a decision of the emulator.
    case assumed
}
