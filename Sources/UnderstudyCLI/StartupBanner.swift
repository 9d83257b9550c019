internal import ControlPlane
internal import Listener
internal import Persistence
internal import Sandboxes

/// What the server says when it is ready: what was loaded, and how to talk to it.
struct StartupBanner {
    let options: ServeOptions
    let origin: KeptState.Origin
    let sandbox: Sandbox
    let addresses: [SocketAddress]

    /// The first address as a URL; an address that means all of them is named by its loopback address.
    var url: String { urls.first ?? "" }

    private var urls: [String] { addresses.map(Self.url) }

    /// A URL that reaches an address from this machine; one that means all addresses is named by its loopback address.
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
                sandbox.example(of: service, url: url).map { ["\(service.title):", $0, ""] } ?? []
            } + warning + ["control plane: \(url)\(ControlPlane.basePath)/health"]
            + urls.reversed().map { "listening on \($0)" }
    }

    /// What the world is, where it came from, and where it is kept.
    private var stateLines: [String] {
        switch origin {
        case .seed:
            ["\(options.seedPath): \(sandbox.summary)", "State is kept in memory and is gone when the process ends."]
        case .newDirectory(let path, let putAside, let earlier):
            [
                "\(options.seedPath): \(sandbox.summary)", "State is kept in \(path) and outlives the process.",
            ] + (putAside.map { ["What was kept before is in \($0)."] } ?? [])
                + (earlier.isEmpty ? [] : ["Earlier state is in \(earlier.joined(separator: ", "))."])
        case .kept(let path, let recovery):
            [
                "\(path): \(sandbox.summary)",
                "Restored from the snapshot at change \(recovery.snapshotSequence) and "
                    + "\(recovery.recordCount) journal record\(recovery.recordCount == 1 ? "" : "s"); "
                    + "\(options.seedPath) was not applied (--fresh starts from it).",
            ]
        }
    }

    /// Says that the end of the journal was cut off, where it was.
    var cutOffWarning: String? {
        guard case .kept(_, let recovery) = origin, let cutOff = recovery.cutOff else { return nil }
        return
            "\(cutOff.path): cut off \(cutOff.byteCount == 1 ? "1 byte" : "\(cutOff.byteCount) bytes") at the end that "
            + "are no whole change: a crash has cut it short, or it was damaged since; kept in \(cutOff.keptIn)"
    }

    private var warning: [String] {
        guard options.controlToken == nil, addresses.contains(where: { !$0.isLoopback }) else { return [] }
        return ["Other machines can reach the control plane without a token: set --control-token to ask for one."]
    }
}
