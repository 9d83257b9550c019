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

    let client: InProcessClient
    let storage: Storage
    /// Facts about the recovery; nil when no state was stored.
    var recovery: Recovery? { storage.recovery }
    let time = Timestamp(milliseconds: 1_770_984_000_000)

    /// Starts on a folder.
    ///
    /// - Parameters:
    ///   - folder: where the state is kept.
    ///   - seed: what a new state is made of.
    ///   - files: the calls of the system.
    ///   - fresh: the name under which the stored state is put aside; nil recovers it.
    ///   - journalByteCountMax: how large a journal may be, unless the snapshot is larger.
    ///   - workers: what runs jobs; by default each is done on the spot.
    /// - Throws: that the folder cannot be used.
    init(
        _ folder: String, seed: String = DurableEmulator.seed, files: any FileSystem = FaultyFiles(),
        fresh: String? = nil,
        journalByteCountMax: Int = SnapshotScheduler.journalByteCountMax,
        workers: Storage.Workers = Storage.Workers()
    ) throws {
        let identifiers = IdentifierSource(seed: 1)
        var stream = identifiers
        let world = try World(seed: Array(seed.utf8), identifiers: &stream, now: time)
        let sandbox = Sandbox(world: world, identifiers: identifiers, clock: SandboxClock(frozenAt: time))
        storage = try Storage.open(
            path: folder, files: files, sandbox: sandbox, startsFresh: fresh != nil,
            journalByteCountMax: journalByteCountMax
        ) {
            workers
        }
        if let fresh {
            _ = try storage.commit(puttingAsideAs: fresh)
        } else {
            try storage.commit()
        }
        client = InProcessClient(sandbox: sandbox, time: time)
    }

    var sandbox: Sandbox { client.sandbox }

    /// Sends a request whose answer may come later, such as when a worker has written its change.
    func send(_ wire: Wire, then reply: @escaping (Reply) -> Void) {
        client.send(wire) { reply(Reply($0.response)) }
    }

    func send(_ wire: Wire) throws -> Reply {
        client.send(wire)
    }

    /// Creates an app.
    ///
    /// - Returns: the answer; its body has the app's id.
    func create(_ name: String) throws -> Reply {
        try send(Self.creation(of: name))
    }

    /// The request that creates an app.
    static func creation(of name: String) -> Wire {
        Wire(
            "POST /api/v1/apps", ["Authorization: Bearer cav_fake_ci", "Content-Type: application/json"],
            body: "{\"name\":\"\(name)\",\"organization_id\":\"\(organization)\"}")
    }

    func control(_ line: String, body: String = "") throws -> Reply {
        try send(Wire(line, body.isEmpty ? [] : ["Content-Type: application/json"], body: body))
    }

    /// The world in canonical form.
    var world: String { client.world }
}
