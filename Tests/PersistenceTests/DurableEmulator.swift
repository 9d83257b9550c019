import ControlPlane
import Emulation
import HTTP
import Persistence
import Sandboxes
import UnderstudyTesting

/// An emulator whose state is on disk, without threads: what is asked for has been done when the answer is there.
final class DurableEmulator {
    static let organization = "a1d4c7e0-1111-4a3b-8c5d-0e6f7a8b9c01"
    static let seed = """
        {"version": 1,
         "plans": [{"service": "cavos", "id": "developer", "app_limit": null}],
         "users": [{"id": "7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01", "email": "ada@example.com"}],
         "cavos": {"organizations": [{"id": "\(organization)", "name": "Lantern", "owner": "ada@example.com"}],
                   "api_keys": [{"organization_id": "\(organization)", "name": "CI", "key": "cav_fake_ci"}]}}
        """

    let emulator: Emulator
    let controlPlane: ControlPlane
    let keeper: JournalCommitter
    let directory: DataDirectory
    /// What was found at the start; nil when there was nothing.
    let recovery: Recovery?
    let time = Timestamp(milliseconds: 1_770_984_000_000)

    /// Starts on a folder.
    ///
    /// - Parameters:
    ///   - folder: where the state is kept.
    ///   - seed: what a new state is made of.
    ///   - files: the calls of the system.
    ///   - fresh: the name under which what is kept is put aside; nil goes on from it.
    ///   - journalByteCountMax: how large a journal may be, unless the snapshot is larger.
    /// - Throws: that the folder cannot be used.
    init(
        _ folder: String, seed: String = DurableEmulator.seed, files: any FileSystem = FaultyFiles(),
        fresh: String? = nil,
        journalByteCountMax: Int = JournalCommitter.journalByteCountMax
    ) throws {
        var identifiers = IdentifierSource(seed: 1)
        let world = try World(seed: Array(seed.utf8), identifiers: &identifiers, now: time)
        let sandbox = Sandbox(world: world, identifiers: identifiers, clock: SandboxClock(frozenAt: time))
        directory = try DataDirectory(folder, files: files)
        recovery = fresh == nil ? try sandbox.recover(from: directory) : nil
        let position = recovery?.position ?? .beginning()
        var snapshotByteCount = recovery?.snapshotByteCount ?? 0
        if recovery == nil {
            snapshotByteCount = try directory.prepareState(WorldText(sandbox.world, position: position))
            if let fresh {
                _ = try directory.commitState(puttingAsideAs: fresh)
            } else {
                try directory.commitState()
            }
        }
        let background = BackgroundQueue(worker: nil)
        keeper = JournalCommitter(
            sandbox, in: directory,
            journal: Journal(files: files, directory: directory, lastChecksum: position.checksum, flushes: true),
            snapshotSequence: recovery?.snapshotSequence ?? 0, snapshotByteCount: snapshotByteCount,
            journalByteCountMax: journalByteCountMax, queue: BackgroundQueue(worker: nil), background: background)
        emulator = Emulator(sandbox: sandbox, keeper: keeper, directory: directory, background: background)
        controlPlane = ControlPlane(
            emulator: emulator, requestGuard: RequestGuard(), status: ServerStatus(version: "test", startedAt: time))
    }

    func send(_ wire: Wire) throws -> Reply {
        let request = try wire.request()
        return Reply(
            ControlPlane.owns(request)
                ? controlPlane.respond(to: request, systemTime: time) : emulator.respond(to: request, systemTime: time))
    }

    /// Creates an app.
    ///
    /// - Returns: the answer; its body has the app's id.
    func create(_ name: String) throws -> Reply {
        try send(
            Wire(
                "POST /api/v1/apps", ["Authorization: Bearer cav_fake_ci", "Content-Type: application/json"],
                body: "{\"name\":\"\(name)\",\"organization_id\":\"\(Self.organization)\"}"))
    }

    func control(_ line: String, body: String = "") throws -> Reply {
        try send(Wire(line, body.isEmpty ? [] : ["Content-Type: application/json"], body: body))
    }

    /// The world in canonical form.
    var world: String { String(decoding: emulator.sandbox.world.canonicalBytes, as: UTF8.self) }
}
