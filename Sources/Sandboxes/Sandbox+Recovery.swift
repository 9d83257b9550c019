package import Persistence

extension Sandbox {
    /// Brings the sandbox to the state that a data directory stores.
    ///
    /// - Returns: facts about the recovery; nil when no state is stored yet.
    /// - Throws: when the stored state cannot be read or is damaged; the sandbox is unchanged then.
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
                throw StateDamage(
                    path: path, line: nil, kind: .badSnapshot("its sequence number or last checksum is missing"))
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
    /// Converts a problem of a snapshot to a `StateDamage`.
    fileprivate init(snapshot path: String, _ error: SeedError) {
        if case .version = error {
            self.init(path: path, line: nil, kind: .newerSnapshot)
        } else {
            self.init(path: path, line: nil, kind: .badSnapshot(error.sentences.first ?? "it is empty"))
        }
    }
}
