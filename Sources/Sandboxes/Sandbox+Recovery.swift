package import Persistence

extension Sandbox {
    /// Brings the sandbox to the state that a data directory stores.
    ///
    /// - Returns: facts about the recovery; nil when no state is stored yet.
    /// - Throws: when the stored state cannot be read or is damaged; the sandbox is unchanged then.
    package func recover(from directory: DataDirectory) throws(StorageError) -> Recovery? {
        var world = World()
        var lastJournal = ""
        let recovery = try directory.recover { text, path throws(StateDamage) in
            var position: JournalPosition?
            do throws(SeedError) {
                world = try World(snapshot: text, position: &position, identifiers: identifiers)
            } catch {
                throw StateDamage(snapshot: path, error)
            }
            guard let position else {
                throw StateDamage(
                    path: path, line: nil, kind: .badSnapshot("its sequence number or last checksum is missing"))
            }
            return position
        } apply: { record, path throws(StateDamage) in
            lastJournal = path
            do throws(UnknownChange) {
                try world.apply(record)
            } catch {
                throw StateDamage(path: path, line: record.line, kind: .unknownChange(error.text))
            }
        }
        if let recovery {
            world.finishLoading()
            // A change is applied without the checks of a snapshot, and the next snapshot must not
            // be the first to fail.
            if recovery.recordCount > 0, let problem = World.problem(ofSnapshot: world.canonicalBytes) {
                throw .damaged(StateDamage(path: lastJournal, line: nil, kind: .badState(problem)))
            }
            resume(world, sequence: recovery.position.sequence)
        }
        return recovery
    }
}

extension World {
    /// Finds out whether a snapshot can be read.
    ///
    /// - Returns: the first problem; nil when the state has no problem.
    static func problem(ofSnapshot text: [UInt8]) -> String? {
        do throws(SeedError) {
            _ = try World(snapshot: text)
            return nil
        } catch {
            return "line " + (error.sentences.first ?? "1: it is empty")
        }
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
