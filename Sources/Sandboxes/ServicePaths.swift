internal import Bytes
internal import HTTP

/// Finds the service that owns a request, by the services' declared hosts and base paths.
package struct ServicePaths: Sendable {
    private struct BasePath: Sendable {
        let bytes: [UInt8]
        let service: AnyService

        /// Whether this is a prefix of a path; without a trailing slash, of its whole segments.
        func owns(_ path: Span<UInt8>) -> Bool {
            guard path.count >= bytes.count else { return false }
            for index in bytes.indices where bytes[index] != path[index] { return false }
            return path.count == bytes.count || bytes.last == UInt8(ascii: "/")
                || path[bytes.count] == UInt8(ascii: "/")
        }
    }

    private struct Host: Sendable {
        let name: [UInt8]
        let service: AnyService
    }

    private let hosts: [Host]
    /// The base paths of all services, longest first.
    private let basePaths: [BasePath]

    package init(_ services: [AnyService]) {
        hosts = services.flatMap { service in
            service.hosts.map { Host(name: Array($0.utf8), service: service) }
        }
        basePaths = services.flatMap { service in
            service.basePaths.map { BasePath(bytes: Array($0.utf8), service: service) }
        }
        .sorted { $0.bytes.count > $1.bytes.count }
    }

    /// The service whose real host name a request has.
    package func owner(host: String?) -> AnyService? {
        guard let host else { return nil }
        let (bytes, hosts) = (host.utf8Span.span, hosts.span)
        for index in hosts.indices where hosts[index].name.span.hasSameBytes(as: bytes) {
            return hosts[index].service
        }
        return nil
    }

    /// The service with the longest base path that is a prefix of the path.
    package func owner(path: String) -> AnyService? {
        if let found = longestMatch(path) { return found }
        // An encoded letter is equivalent to the letter (RFC 3986, section 6.2.2.2).
        guard path.utf8.contains(UInt8(ascii: "%")), let decoded = PercentEncoding.decode(Substring(path)) else {
            return nil
        }
        return longestMatch(decoded)
    }

    private func longestMatch(_ path: String) -> AnyService? {
        let (bytes, basePaths) = (path.utf8Span.span, basePaths.span)
        for index in basePaths.indices where basePaths[index].owns(bytes) { return basePaths[index].service }
        return nil
    }
}
