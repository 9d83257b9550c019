package import Emulation

/// Facts about the process that the control plane reports.
package struct ServerStatus: Sendable {
    package let version: String
    /// The system time at which the process began to serve.
    package let startedAt: Timestamp

    package init(version: String, startedAt: Timestamp) {
        self.version = version
        self.startedAt = startedAt
    }
}
