internal import Emulation
internal import Listener
internal import Persistence
internal import Sandboxes

/// A seed file.
enum SeedFile {
    /// Reads a seed into a world.
    ///
    /// - Throws: a sentence for each of the first problems, with file and line as prefix.
    static func read(_ path: String, identifiers: inout IdentifierSource, now: Timestamp) throws(Failure) -> World {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try File.read(path)
        } catch {
            throw Failure(.data, "\(error): give the path of a seed that can be read")
        }
        do throws(SeedError) {
            return try World(seed: bytes, identifiers: &identifiers, now: now)
        } catch {
            var sentences = error.sentences.map { "\(path):\($0)" }
            if error.othersCount > 0 {
                sentences.append("\(path): and \(error.othersCount) more problems")
            }
            throw Failure(.data, sentences)
        }
    }
}
