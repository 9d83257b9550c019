package import HTTP
internal import Persistence

/// The sandboxes of one process by name.
///
/// The bare URL reaches the one named `default`.
///
/// Confined to the loop, like the sandboxes.
package final class SandboxDirectory {
    package let `default`: Sandbox

    package init(default sandbox: Sandbox) {
        self.default = sandbox
    }

    /// Finds the sandbox of a request; may change the request to the form that the sandbox gets.
    package func resolve(_ request: inout Request) -> Sandbox {
        self.default
    }

    /// Starts writing the changes that are waiting.
    package func flush() {
        self.default.storage?.flush()
    }

    /// Requests a snapshot of each sandbox that changed since its last one.
    package func requestSnapshot() {
        self.default.storage?.requestSnapshot()
    }

    /// Sets the callback, on a worker's thread, for when `deliverResults` has something to deliver.
    package func onResult(_ wake: @escaping @Sendable () -> Void) {
        guard let storage = self.default.storage else { return self.default.background.onResult(wake) }
        storage.onResult(wake)
    }

    /// Delivers the results of the workers.
    package func deliverResults() {
        guard let storage = self.default.storage else { return self.default.background.deliverResults() }
        storage.deliverResults()
    }

    /// Sets the callback that gets a sentence when something could not be written.
    package func onFailure(_ report: @escaping (String) -> Void) {
        self.default.storage?.onFailure = report
    }

    /// Writes the remaining changes and ends the workers.
    package func finish() {
        guard let storage = self.default.storage else { return self.default.background.finish() }
        storage.finish()
    }
}
