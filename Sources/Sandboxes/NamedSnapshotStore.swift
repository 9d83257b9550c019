package import Emulation
package import Persistence

/// The named snapshots: in the data directory, or in memory without one.
///
/// Operations run one after another in the order of the calls.
package final class NamedSnapshotStore {
    /// The result of storing a snapshot.
    package enum Stored: Sendable {
        case made(NamedSnapshot)
        /// A snapshot of that name exists, and replacing it was not requested.
        case isThere
        case failed(FileError)
    }

    private let directory: DataDirectory?
    /// Reads and writes the files, and frees worlds.
    var queue: BackgroundQueue
    private var worlds: [String: (snapshot: NamedSnapshot, world: WorldBox)] = [:]

    /// - Parameters:
    ///   - directory: where they are stored; nil stores them in memory.
    ///   - queue: reads and writes the files, and frees worlds.
    package init(directory: DataDirectory?, queue: BackgroundQueue) {
        self.directory = directory
        self.queue = queue
    }

    /// All named snapshots, sorted by name.
    package func list(_ completion: @escaping (Result<[NamedSnapshot], FileError>) -> Void) {
        guard let directory else {
            return completion(.success(worlds.values.map(\.snapshot).sorted { $0.name < $1.name }))
        }
        queue.run(
            { Result { () throws(FileError) in try directory.namedSnapshots() } },
            completion: completion)
    }

    /// Stores a world under a name.
    ///
    /// - Parameters:
    ///   - name: one that `NamedSnapshot.isName` accepts.
    ///   - world: the world to store.
    ///   - replaces: whether an existing snapshot of that name is replaced.
    ///   - time: the system time in milliseconds since 1970.
    ///   - completion: called with the result.
    package func store(
        _ name: String, _ world: World, replaces: Bool, time: Int64,
        completion: @escaping (Stored) -> Void
    ) {
        guard let directory else {
            return completion(remember(name, world, replaces: replaces, time: time))
        }
        let text = WorldText(world)
        queue.run(
            { Self.store(name, text, replaces: replaces, in: directory) }, completion: completion)
    }

    private func remember(_ name: String, _ world: World, replaces: Bool, time: Int64) -> Stored {
        guard replaces || worlds[name] == nil else { return .isThere }
        let snapshot = NamedSnapshot(name: name, createdAt: time)
        forget(name)
        worlds[name] = (snapshot, WorldBox(world))
        return .made(snapshot)
    }

    /// Removes a snapshot in memory and frees its world in the background.
    ///
    /// - Returns: false if no snapshot has the name.
    @discardableResult
    private func forget(_ name: String) -> Bool {
        var world = worlds.removeValue(forKey: name)?.world
        guard world != nil else { return false }
        queue.free(world.take())
        return true
    }

    /// Removes the snapshots in memory.
    ///
    /// - Returns: their worlds, to be freed.
    func takeWorlds() -> [WorldBox] {
        defer { worlds = [:] }
        return worlds.values.map(\.world)
    }

    private static func store(
        _ name: String, _ text: WorldText, replaces: Bool, in directory: DataDirectory
    ) -> Stored {
        do throws(FileError) {
            if !replaces, try directory.namedSnapshot(name) != nil { return .isThere }
            try directory.writeNamedSnapshot(name, text)
            guard let snapshot = try directory.namedSnapshot(name) else { return .isThere }
            return .made(snapshot)
        } catch {
            return .failed(error)
        }
    }

    /// Opens the text of a snapshot; fails if it does not exist or cannot be read.
    package func text(
        _ name: String, _ completion: @escaping (Result<any ChunkSource, FileError>) -> Void
    ) {
        guard let directory else {
            return completion(
                worlds[name].map { .success(WorldText($0.world.value)) } ?? .failure(.missing(name))
            )
        }
        queue.run(
            { Result { () throws(FileError) in try directory.openNamedSnapshot(name) } },
            completion: completion)
    }

    /// Reads the world of a snapshot; fails if it does not exist or cannot be read.
    ///
    /// - Parameters:
    ///   - name: the snapshot's name.
    ///   - identifiers: the stream of ids and keys, if the file does not have its position.
    ///   - now: fills in times that they left out.
    ///   - completion: called with the world, or all problems of the file.
    package func world(
        _ name: String, identifiers: IdentifierSource, now: Timestamp,
        _ completion: @escaping (Result<Result<World, SeedError>, FileError>) -> Void
    ) {
        guard let directory else {
            return completion(
                worlds[name].map { .success(.success($0.world.value)) } ?? .failure(.missing(name)))
        }
        queue.run(
            {
                Result { () throws(FileError) in
                    let text = try directory.readNamedSnapshot(name)
                    var identifiers = identifiers
                    return Result { () throws(SeedError) in
                        try World(seed: text, identifiers: &identifiers, now: now)
                    }
                }
            }, completion: completion)
    }

    /// Removes a snapshot; fails if it does not exist or cannot be removed.
    package func remove(_ name: String, _ completion: @escaping (Result<Void, FileError>) -> Void) {
        guard let directory else {
            return completion(forget(name) ? .success(()) : .failure(.missing(name)))
        }
        queue.run(
            { Result { () throws(FileError) in try directory.removeNamedSnapshot(name) } },
            completion: completion)
    }
}
