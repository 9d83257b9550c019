package import Emulation

/// What the control plane tells of the process.
package struct ServerStatus: Sendable {
    package let version: String
    /// When the process began to serve, by the system's clock.
    package let startedAt: Timestamp

    package init(version: String, startedAt: Timestamp) {
        self.version = version
        self.startedAt = startedAt
    }
}
