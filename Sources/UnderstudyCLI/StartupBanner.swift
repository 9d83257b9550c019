internal import ControlPlane
internal import Emulation
internal import JSON
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
        "http://\(ListenHost.reachable(address))"
    }

    var lines: [String] {
        [
            "Understudy \(Version.text)"
        ] + stateLines + [""]
            + AnyService.all.flatMap { service in
                sandbox.exampleCommand(of: service, baseURL: url).map {
                    ["\(service.title):", $0, ""]
                } ?? []
            } + (warning.map { [$0] } ?? []) + [
                "control plane: \(url)\(ControlPlane.basePath)/health"
            ]
            + urls.reversed().map { "listening on \($0)" }
    }

    /// The contents of the world, its origin, and where it is stored.
    private var stateLines: [String] {
        switch origin {
        case .seed:
            [
                "\(SeedFile.title(of: options.seedPath)): \(sandbox.summary)",
                "State is in memory and is lost when the process ends.",
            ]
        case .newDirectory(let path, let earlier):
            [
                "\(SeedFile.title(of: options.seedPath)): \(sandbox.summary)",
                "State is stored in \(path).",
            ] + lines(earlier)
        case .kept(let path, let recovery):
            [
                "\(path): \(sandbox.summary)",
                "Restored from the snapshot at change \(recovery.snapshotSequence) and "
                    + "\(recovery.recordCount) journal record\(recovery.recordCount == 1 ? "" : "s"); "
                    + unusedSeed,
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

    private var unusedSeed: String {
        sandbox.hasSeed
            ? "\(SeedFile.title(of: options.seedPath)) was not applied (--fresh starts from it)."
            : "\(options.seedPath) does not exist, so there is no seed to reset to."
    }

    /// A warning if the end of the journal was dropped; nil otherwise.
    var cutOffWarning: String? {
        guard case .kept(_, let recovery) = origin, let cutOff = recovery.cutOff else { return nil }
        return
            "\(cutOff.path): dropped \(cutOff.byteCount == 1 ? "1 byte" : "\(cutOff.byteCount) bytes") of an incomplete "
            + "last record, as a crash leaves it or damage since (saved in \(cutOff.savedIn))"
    }

    /// A warning if the control plane is open to other machines; nil otherwise.
    var warning: String? {
        guard options.controlToken == nil, addresses.contains(where: { !$0.isLoopback }) else {
            return nil
        }
        return
            "Other machines can reach the control plane without a token: set --control-token to require one."
    }

    /// What the text says, for a log of JSON records.
    var details: JSONObject {
        var details: JSONObject = [
            "version": .string(Version.text), "url": .string(url),
            "urls": .array(urls.map { .string($0) }),
            "contents": .string(sandbox.summary), "seed": .string(options.seedPath),
        ]
        switch origin {
        case .seed:
            details.append("data_dir", .null)
            details.append("seed_applied", true)
        case .newDirectory(let path, let earlier):
            details.append("data_dir", .string(path))
            details.append("seed_applied", true)
            if let putAside = earlier.putAside { details.append("moved_to", .string(putAside)) }
            let lists = [("earlier_states", earlier.others), ("removed_states", earlier.removed)]
            for (name, list) in lists where !list.isEmpty {
                details.append(name, .array(list.map { .string($0) }))
            }
            if let failure = earlier.failure {
                details.append("earlier_states_failure", .string(failure.description))
            }
        case .kept(let path, let recovery):
            details.append("data_dir", .string(path))
            details.append("seed_applied", false)
            details.append("snapshot_change", recovery.snapshotSequence.json)
            details.append("journal_records", recovery.recordCount.json)
        }
        return details
    }
}
