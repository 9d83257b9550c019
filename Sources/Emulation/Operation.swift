/// What a route does: a pure function of the service's state and the call.
package enum Operation<S: Service>: Sendable {
    /// Asks for no credential.
    case open(@Sendable (inout S.State, inout Call) throws(S.Failure) -> Answer)
    /// Is for a caller whose credential was accepted and whose request was counted.
    case authenticated(@Sendable (inout S.State, inout Call, S.Caller) throws(S.Failure) -> Answer)
}
