package import Persistence

extension Sandbox {
    /// Goes on from the state that a data directory keeps.
    ///
    /// - Returns: what was found; nil when the directory keeps no state yet.
    /// - Throws: `StorageError` where the state cannot be gone on with; the sandbox is as it was then.
    package func recover(from directory: DataDirectory) throws(StorageError) -> Recovery? {
        var world = World()
        let recovery = try directory.recover { text, path throws(StateDamage) in
            var position: JournalPosition?
            do throws(SeedError) {
                world = try World(snapshot: text, position: &position)
            } catch {
                throw StateDamage(snapshot: path, error)
            }
            guard let position else {
                throw StateDamage(path: path, line: nil, kind: .badSnapshot("it does not say from where to go on"))
            }
            return position
        } apply: { record, path throws(StateDamage) in
            do throws(UnknownChange) {
                try world.apply(record)
            } catch {
                throw StateDamage(path: path, line: record.line, kind: .unknownChange(error.text))
            }
        }
        if let recovery { resume(world, sequence: recovery.position.sequence) }
        return recovery
    }
}

extension StateDamage {
    /// Puts what is wrong with a snapshot in the words of the data directory.
    fileprivate init(snapshot path: String, _ error: SeedError) {
        if case .version = error {
            self.init(path: path, line: nil, kind: .newerSnapshot)
        } else {
            self.init(path: path, line: nil, kind: .badSnapshot(error.sentences.first ?? "it is empty"))
        }
    }
}
