package import HTTP

/// An operation: a synchronous function of the service's state, the call and the caller.
///
/// A `read` gets the state as a constant, so it cannot change anything. A `write` is answered only
/// when its change is durable, whatever the HTTP method is.
package enum Operation<S: Service>: Sendable {
    /// Reads; needs no credential.
    case openRead(@Sendable (S.State, Call) throws(Refused) -> S.OperationResult)
    /// Writes; needs no credential.
    case openWrite(OpenWrite)
    /// Reads for a caller who was identified and whose request was counted.
    case read(@Sendable (S.State, Call, S.Caller) throws(Refused) -> S.OperationResult)
    /// Writes for a caller who was identified and whose request was counted.
    case write(Write)

    package typealias OpenWrite =
        @Sendable (inout S.State, inout Call) throws(Refused) -> S.OperationResult
    package typealias Write =
        @Sendable (inout S.State, inout Call, S.Caller) throws(Refused) -> S.OperationResult

    package var isWrite: Bool {
        switch self {
        case .openRead, .read: false
        case .openWrite, .write: true
        }
    }

    /// Whether a credential is needed.
    package var isAuthenticated: Bool {
        switch self {
        case .openRead, .openWrite: false
        case .read, .write: true
        }
    }
}

extension Route {
    /// Makes a route of a service's contract.
    ///
    /// - Parameters:
    ///   - method: the HTTP method.
    ///   - pattern: the path, with parameters in braces.
    ///   - name: the operation's name.
    ///   - operation: the operation of the route.
    ///   - body: the members of the body that the operation reads.
    ///   - query: the query items that it reads.
    ///   - refusals: its refusals, except those of its fields and the contract's common ones.
    package convenience init<S: Service>(
        _ method: Method, _ pattern: String, _ name: String, _ operation: Operation,
        body: [any RequestFieldDescription] = [], query: [any RequestFieldDescription] = [],
        refusals: [Refusal] = []
    ) where Operation == Emulation.Operation<S> {
        self.init(
            method, pattern, name, isWrite: operation.isWrite, operation, body: body, query: query,
            refusals: refusals)
    }
}
