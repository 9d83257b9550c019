package import Emulation
package import HTTP
internal import JSON
package import Persistence

/// The emulated services of one process, answering requests without a socket.
///
/// Not safe to use from two threads at once: one loop owns it.
public final class Emulator {
    /// The sandbox behind the bare URL.
    package let sandbox: Sandbox
    /// Called with a request that no service owns.
    package var onUnownedRequest: ((Request) -> Void)?

    /// Keeps the sandbox's state on disk; nil where it is in memory only.
    package let keeper: JournalCommitter?
    /// The snapshots that have names.
    package let shelf: NamedSnapshotStore
    /// Does what would keep the loop for too long.
    package let background: BackgroundQueue

    /// - Parameters:
    ///   - sandbox: the one behind the bare URL.
    ///   - keeper: keeps its state; nil for in memory only.
    ///   - directory: where named snapshots are kept; nil for in memory only.
    ///   - background: does what would take too long; by default it is done on the spot.
    package init(
        sandbox: Sandbox, keeper: JournalCommitter? = nil, directory: DataDirectory? = nil,
        background: BackgroundQueue = BackgroundQueue(worker: nil)
    ) {
        self.sandbox = sandbox
        self.keeper = keeper
        self.background = background
        shelf = NamedSnapshotStore(directory: directory, queue: background)
    }

    /// Answers a request of one of the services; its host, else its path, says whose it is.
    ///
    /// An answer to a request that changed something waits until the change is kept. What a safe method changes by the way,
    /// such as when a key was last used, is kept too, but nobody asked for it: reads go on when nothing can be written.
    package func respond(to request: Request, systemTime: Timestamp, then reply: @escaping (Response) -> Void) {
        guard let service = AnyService.owner(host: request.host, path: request.path) else {
            onUnownedRequest?(request)
            return reply(JSONErrorBody.response(404, "Not found"))
        }
        let sequence = sandbox.sequence
        let response = sandbox.perform(request, on: service, systemTime: systemTime)
        guard !request.method.isSafe, isUnsettled(since: sequence) else { return reply(response) }
        whenSettled(since: sequence) { isKept in reply(isKept ? response : service.internalErrorResponse) }
    }

    /// Performs one of a service's dashboard acts; the path is the one below the control plane's `/<name>`.
    package func performAct(
        _ request: Request, path: String, on service: AnyService, systemTime: Timestamp,
        then reply: @escaping (Response) -> Void
    ) {
        let sequence = sandbox.sequence
        let response = sandbox.performAct(request, path: path, on: service, systemTime: systemTime)
        whenSettled(since: sequence) { isKept in
            reply(isKept ? response : JSONErrorBody.response(500, Self.notKeptMessage))
        }
    }

    /// What is said of a change that could not be kept.
    package static let notKeptMessage =
        "The change could not be written to disk and was taken back; the server's log says why"

    private func isUnsettled(since sequence: Int) -> Bool {
        keeper != nil && sandbox.sequence != sequence
    }

    /// Calls back when what has changed since is kept, or was taken back; at once when nothing has.
    package func whenSettled(since sequence: Int, _ then: @escaping JournalCommitter.Settled) {
        guard let keeper, sandbox.sequence != sequence else { return then(true) }
        keeper.whenSettled(then)
    }

    /// Calls back when all changes so far are kept, or were taken back.
    package func whenAllSettled(_ then: @escaping JournalCommitter.Settled) {
        guard let keeper else { return then(true) }
        keeper.whenSettled(then)
    }

    /// Answers a request when nothing has to be waited for: in a test, and where all is done on the spot.
    package func respond(to request: Request, systemTime: Timestamp) -> Response {
        var response: Response?
        respond(to: request, systemTime: systemTime) { response = $0 }
        keeper?.flush()
        return response ?? JSONErrorBody.response(500, Self.notKeptMessage)
    }

    /// Answers input that never became a request, in the shape of the service that it was meant for.
    package static func respond(to failure: RequestFailure) -> Response {
        let message = TransportErrorMessage.text(status: failure.status)
        guard let head = failure.head, let service = AnyService.owner(host: head.host, path: head.path) else {
            return JSONErrorBody.response(failure.status, message)
        }
        return service.transportErrorResponse(failure.status, message)
    }
}

/// What is said to input that never became a request (basis: assumed; the services' edges are not documented).
package enum TransportErrorMessage {
    /// Returns the sentence for a status.
    package static func text(status: Int) -> String {
        switch status {
        case 413: "Request body too large"
        case 417: "Expectation failed"
        case 431: "Request header fields too large"
        case 501: "Not implemented"
        case 503: "Service unavailable"
        case 505: "HTTP version not supported"
        default: "Bad request"
        }
    }
}
