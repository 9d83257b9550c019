/// Why the control plane refused a request before its operation, for the request log.
package enum ControlRefusal: Sendable {
    /// The host name is not one of this server's.
    case unknownHost
    /// A page of another origin sent it.
    case foreignOrigin
    /// A page of another site sent it.
    case foreignSite
    case wrongToken
    /// The body is not sent as JSON.
    case noJSON
}
