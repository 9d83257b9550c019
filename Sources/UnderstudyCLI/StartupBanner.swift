internal import ControlPlane
internal import Listener
internal import Persistence
internal import Sandboxes

/// The text at the start: the loaded state, and the URLs of the server.
struct StartupBanner {
    let options: ServeOptions
    let origin: StoredState.Origin
    let sandbox: Sandbox
    let addresses: [SocketAddress]

    /// The first address as a URL; a wildcard is replaced by the loopback address.
    var url: String { urls.first ?? "" }

    private var urls: [String] { addresses.map(Self.url) }

    /// A URL for an address of this machine; a wildcard is replaced by the loopback address.
    static func url(of address: SocketAddress) -> String {
        switch address.host {
        case .v4(0): "http://127.0.0.1:\(address.port)"
        case .v6(0): "http://[::1]:\(address.port)"
        default: "http://\(address)"
        }
    }

    var lines: [String] {
        [
            "Understudy \(Version.text)"
        ] + stateLines + [""]
            + AnyService.all.flatMap { service in
                sandbox.exampleCommand(of: service, baseURL: url).map { ["\(service.title):", $0, ""] } ?? []
            } + warning + ["control plane: \(url)\(ControlPlane.basePath)/health"]
            + urls.reversed().map { "listening on \($0)" }
    }

    /// The contents of the world, its origin, and where it is stored.
    private var stateLines: [String] {
        switch origin {
        case .seed:
            ["\(options.seedPath): \(sandbox.summary)", "State is in memory and is lost when the process ends."]
        case .newDirectory(let path, let earlier):
            ["\(options.seedPath): \(sandbox.summary)", "State is stored in \(path)."] + lines(earlier)
        case .kept(let path, let recovery):
            [
                "\(path): \(sandbox.summary)",
                "Restored from the snapshot at change \(recovery.snapshotSequence) and "
                    + "\(recovery.recordCount) journal record\(recovery.recordCount == 1 ? "" : "s"); "
                    + "\(options.seedPath) was not applied (--fresh starts from it).",
            ]
        }
    }

    private func lines(_ earlier: StoredState.EarlierStates) -> [String] {
        var lines = earlier.putAside.map { ["The earlier state was moved to \($0)."] } ?? []
        if !earlier.removed.isEmpty {
            lines.append(
                "Only the newest \(StoredState.earlierCountMax) earlier states are left; removed: "
                    + earlier.removed.joined(separator: ", ") + ".")
        }
        if earlier.putAside == nil, !earlier.others.isEmpty {
            lines.append("Earlier states are in \(earlier.others.joined(separator: ", ")).")
        }
        if let failure = earlier.failure { lines.append("Earlier states could not be listed or removed: \(failure).") }
        return lines
    }

    /// A warning if the end of the journal was dropped; nil otherwise.
    var cutOffWarning: String? {
        guard case .kept(_, let recovery) = origin, let cutOff = recovery.cutOff else { return nil }
        return
            "\(cutOff.path): dropped \(cutOff.byteCount == 1 ? "1 byte" : "\(cutOff.byteCount) bytes") of an incomplete "
            + "last record, as a crash leaves it or damage since (saved in \(cutOff.savedIn))"
    }

    private var warning: [String] {
        guard options.controlToken == nil, addresses.contains(where: { !$0.isLoopback }) else { return [] }
        return ["Other machines can reach the control plane without a token: set --control-token to require one."]
    }
}
