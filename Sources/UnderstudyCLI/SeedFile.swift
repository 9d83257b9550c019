internal import Emulation
internal import Glibc
internal import Listener
internal import Persistence
internal import Sandboxes
internal import Understudy

/// The seed that an option names: a file, or the demo that is built in.
enum SeedFile {
    /// The name of the built-in seed.
    static let demo = "demo"
    /// The file that is read without an option, if it exists.
    private static let pathDefault = "seed/demo.json"
    static let byteCountMaxDefault = 1 << 30

    /// The seed that is read without an option.
    static var nameDefault: String {
        unsafe access(pathDefault, F_OK) == 0 ? pathDefault : demo
    }

    /// The seed's name for people.
    static func title(of name: String) -> String {
        name == demo ? "The built-in demo" : name
    }

    /// Reads a seed into a world.
    ///
    /// - Parameters:
    ///   - name: the path of a file, or `demo`.
    ///   - byteCountMax: the limit of the file's size.
    ///   - identifiers: makes omitted ids and keys.
    ///   - now: the value of omitted times.
    /// - Returns: the world.
    /// - Throws: a sentence for each of the first problems, with file and line as prefix.
    static func read(
        _ name: String, byteCountMax: Int, identifiers: inout IdentifierSource, now: Timestamp
    ) throws(Failure) -> World {
        let world = try readIfPresent(
            name, byteCountMax: byteCountMax, identifiers: &identifiers, now: now)
        guard let world else { throw missing(name) }
        return world
    }

    /// Reads a seed into a world; nil if the file does not exist.
    static func readIfPresent(
        _ name: String, byteCountMax: Int, identifiers: inout IdentifierSource, now: Timestamp
    ) throws(Failure) -> World? {
        let bytes =
            name == demo ? Array(Seed.demo.utf8) : try bytes(of: name, byteCountMax: byteCountMax)
        guard let bytes else { return nil }
        do throws(SeedError) {
            return try World(seed: bytes, identifiers: &identifiers, now: now)
        } catch {
            var sentences = error.sentences.map { "\(name):\($0)" }
            if error.othersCount > 0 {
                sentences.append("\(name): and \(error.othersCount) more problems")
            }
            throw Failure(.data, sentences)
        }
    }

    private static let advice =
        "give the path of a seed that can be read, or \"\(demo)\" for the built-in one, with --seed"

    static func missing(_ path: String) -> Failure { unreadable(.missing(path)) }

    private static func unreadable(_ error: FileError) -> Failure {
        Failure(.data, "\(error): \(advice)")
    }

    private static func bytes(of path: String, byteCountMax: Int) throws(Failure) -> [UInt8]? {
        do throws(FileError) {
            return try File.read(path, byteCountMax: byteCountMax)
        } catch {
            if error.isMissing { return nil }
            switch error.code {
            case EFBIG:
                throw Failure(
                    .data,
                    "\(path): larger than \(byteCountMax) bytes: give a smaller seed, or allow it with --max-seed"
                )
            case ENODEV: throw Failure(.data, "\(path): a device, not a file: \(advice)")
            case ENODATA: throw Failure(.data, "\(path): nobody writes into this pipe: \(advice)")
            case EAGAIN:
                throw Failure(
                    .data, "\(path): nothing came out of this pipe for 30 seconds: \(advice)")
            default: throw unreadable(error)
            }
        }
    }
}
