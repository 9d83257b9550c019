internal import ControlPlane
internal import Emulation
internal import HTTP
internal import Persistence
internal import Sandboxes

/// The emulator in process: the services and the control plane in a Swift test, without a process or a socket.
///
/// Not to be used from two threads at once.
public final class Emulator {
    /// An answer.
    public struct Reply: Sendable, Equatable {
        /// The three-digit status code.
        public let status: Int
        /// The header fields by name; the values of repeated fields are joined by commas.
        public let headers: [String: String]
        /// The body as text; empty when there is none.
        public let body: String
    }

    /// Why a seed was refused.
    public struct InvalidSeed: Error, Sendable, CustomStringConvertible {
        /// A sentence for each problem, with its line.
        public let problems: [String]

        /// All problems, one a line.
        public var description: String { problems.joined(separator: "\n") }
    }

    /// Why a data directory cannot be used.
    public struct UnusableDataDirectory: Error, Sendable, CustomStringConvertible {
        /// What happened, where, and what was expected.
        public let description: String
    }

    private let gateway: Gateway

    /// Makes an emulator with its state in memory.
    ///
    /// - Parameters:
    ///   - seed: the text of a seed, such as that of `seed/demo.json`.
    ///   - time: the time at which the clock is frozen, in milliseconds since 1970.
    ///   - randomSeed: makes ids and keys repeatable.
    /// - Throws: all problems of the seed.
    public convenience init(seed: String, time: Int64 = 0, randomSeed: UInt64? = nil) throws(InvalidSeed) {
        let now = Timestamp(milliseconds: time)
        self.init(try Self.sandbox(seed: seed, at: now, randomSeed: randomSeed), startedAt: now)
    }

    /// Makes an emulator with its state in a data directory: each write is on disk when its answer is returned.
    ///
    /// - Parameters:
    ///   - path: the data directory; it is created if it is missing, and the seed is used only if it has no state.
    ///   - seed: the text of a seed.
    ///   - time: the time at which the clock is frozen, in milliseconds since 1970.
    ///   - randomSeed: makes ids and keys repeatable.
    /// - Throws: `InvalidSeed` or `UnusableDataDirectory`.
    public convenience init(
        dataDirectory path: String, seed: String, time: Int64 = 0, randomSeed: UInt64? = nil
    ) throws {
        let now = Timestamp(milliseconds: time)
        let sandbox = try Self.sandbox(seed: seed, at: now, randomSeed: randomSeed)
        do throws(StorageError) {
            let storage = try Storage.open(path: path, files: SystemFiles(), sandbox: sandbox) { Storage.Workers() }
            try storage.commit()
        } catch {
            throw UnusableDataDirectory(description: error.sentence)
        }
        self.init(sandbox, startedAt: now)
    }

    private init(_ sandbox: Sandbox, startedAt: Timestamp) {
        gateway = Gateway(
            sandboxes: SandboxDirectory(default: sandbox),
            controlPlane: ControlPlane(
                requestGuard: RequestGuard(), status: ServerStatus(version: "library", startedAt: startedAt)))
    }

    private static func sandbox(seed: String, at now: Timestamp, randomSeed: UInt64?) throws(InvalidSeed) -> Sandbox {
        var identifiers = IdentifierSource(seed: randomSeed)
        do throws(SeedError) {
            let world = try World(seed: Array(seed.utf8), identifiers: &identifiers, now: now)
            return Sandbox(world: world, identifiers: identifiers, clock: SandboxClock(frozenAt: now))
        } catch {
            let others = error.othersCount > 0 ? ["and \(error.othersCount) more problems"] : []
            throw InvalidSeed(problems: error.sentences + others)
        }
    }

    /// Writes a last snapshot and closes the journal: no more writes are to be sent.
    ///
    /// The data directory is free for another emulator when this one is released.
    public func close() {
        gateway.sandboxes.finish()
    }

    /// Sends a request: to a service, its dashboard or the control plane, as its host and path say.
    ///
    /// - Parameters:
    ///   - method: such as `POST`.
    ///   - target: the path with its query, such as `/api/v1/apps`.
    ///   - headers: header fields; a `Host` such as `cavos.xyz` chooses the service whose real host it is.
    ///   - body: the body's text.
    /// - Returns: the answer.
    public func send(_ method: String, _ target: String, headers: [String: String] = [:], body: String = "") -> Reply {
        var fields = HeaderFields()
        for (name, value) in headers { fields.append(name, value) }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let host = fields[.host].map(Self.hostName) ?? "localhost"
        let request = Request(
            method: Method(rawValue: method), target: target, path: parts[0], query: parts.count > 1 ? parts[1] : nil,
            host: host, headers: fields, body: Array(body.utf8))
        var response = Response(status: 500)
        // Without worker threads, every answer is ready at once or after the flush.
        gateway.handle(request, at: .earliest) { delivery, _ in response = delivery.response }
        gateway.sandboxes.flush()
        return Reply(
            status: response.status,
            headers: Dictionary(response.headers.fields.map { ($0.name, $0.value) }) { $0 + ", " + $1 },
            body: String(decoding: response.body.collectedBytes() ?? [], as: UTF8.self))
    }

    /// A host in lower case and without its port, as the parser gives it.
    private static func hostName(_ text: String) -> String {
        String(text.lowercased().prefix { $0 != ":" })
    }

    /// Advances the clock, so that rate windows pass.
    public func advanceClock(milliseconds: Int64) {
        gateway.sandboxes.default.clock.advance(byMilliseconds: milliseconds)
    }
}
