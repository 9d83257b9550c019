package import Persistence

/// Where the snapshots with names are: beside the state on disk, or in memory where nothing is kept on disk.
///
/// Everything happens in the order in which it was asked for, on the thread that writes snapshots.
package final class NamedSnapshotStore {
    /// What became of storing a snapshot.
    package enum Stored: Sendable {
        case made(NamedSnapshot)
        /// There is one of that name, which was not to be replaced.
        case isThere
        case failed(FileError)
    }

    private let directory: DataDirectory?
    private let queue: BackgroundQueue
    private var worlds: [String: (snapshot: NamedSnapshot, world: WorldBox)] = [:]

    /// - Parameters:
    ///   - directory: where they are kept; nil keeps them in memory.
    ///   - queue: reads and writes the files.
    package init(directory: DataDirectory?, queue: BackgroundQueue) {
        self.directory = directory
        self.queue = queue
    }

    /// Lists them by name.
    package func list(_ then: @escaping (Result<[NamedSnapshot], FileError>) -> Void) {
        guard let directory else {
            return then(.success(worlds.values.map(\.snapshot).sorted { $0.name < $1.name }))
        }
        queue.send({ Result { () throws(FileError) in try directory.namedSnapshots() } }, then: then)
    }

    /// Stores a world under a name.
    ///
    /// - Parameters:
    ///   - name: one that `NamedSnapshot.isName` accepts.
    ///   - world: what is stored.
    ///   - replaces: whether a snapshot that has the name gives way.
    ///   - time: the system's, in milliseconds since 1970.
    ///   - then: is told what became of it.
    package func store(
        _ name: String, _ world: World, replaces: Bool, time: Int64, then: @escaping (Stored) -> Void
    ) {
        guard let directory else { return then(remember(name, world, replaces: replaces, time: time)) }
        let text = WorldText(world)
        queue.send({ Self.store(name, text, replaces: replaces, in: directory) }, then: then)
    }

    private func remember(_ name: String, _ world: World, replaces: Bool, time: Int64) -> Stored {
        guard replaces || worlds[name] == nil else { return .isThere }
        let snapshot = NamedSnapshot(name: name, createdAt: time)
        worlds[name] = (snapshot, WorldBox(world))
        return .made(snapshot)
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

    /// Gives the text of a snapshot; a failure is that there is none of that name, or that it cannot be read.
    package func text(_ name: String, _ then: @escaping (Result<any ChunkSource, FileError>) -> Void) {
        guard let directory else {
            return then(worlds[name].map { .success(WorldText($0.world.value)) } ?? .failure(.missing(name)))
        }
        queue.send({ Result { () throws(FileError) in try directory.openNamedSnapshot(name) } }, then: then)
    }

    /// Gives the world of a snapshot; a failure is that there is none of that name, or that it cannot be read.
    package func world(_ name: String, _ then: @escaping (Result<Result<World, SeedError>, FileError>) -> Void) {
        guard let directory else {
            return then(worlds[name].map { .success(.success($0.world.value)) } ?? .failure(.missing(name)))
        }
        queue.send(
            {
                Result { () throws(FileError) in
                    let text = try directory.readNamedSnapshot(name)
                    return Result { () throws(SeedError) in try World(snapshot: text) }
                }
            }, then: then)
    }

    /// Removes a snapshot; a failure is that there is none of that name, or that it cannot be removed.
    package func remove(_ name: String, _ then: @escaping (Result<Void, FileError>) -> Void) {
        guard let directory else {
            return then(worlds.removeValue(forKey: name) == nil ? .failure(.missing(name)) : .success(()))
        }
        queue.send({ Result { () throws(FileError) in try directory.removeNamedSnapshot(name) } }, then: then)
    }
}
