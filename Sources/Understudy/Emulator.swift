internal import ControlPlane
internal import Emulation
internal import HTTP
internal import JSON
internal import Listener
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
        /// The body as text; an empty string for an answer without a body.
        public let body: String
        /// How much of the answer a client would get; a fault rule decides it.
        public let manner: Manner
        /// How long a client would wait for it, because of a fault rule.
        public let delayMilliseconds: Int

        /// How much of an answer a client gets, and how its connection ends.
        public enum Manner: Sendable, Equatable {
            case complete
            /// The body ends after this many bytes, and the connection with it.
            case truncated(afterBytes: Int)
            /// The connection is closed without an answer: the status is 0.
            case dropped
            /// The connection is reset without an answer: the status is 0.
            case reset
            /// The body comes at this rate.
            case paced(bytesPerSecond: Int)
        }

        init(_ delivery: Delivery) {
            let response = delivery.response
            let bytes = response.body.collectedBytes() ?? []
            let fields = response.headers.fields.map { ($0.name, $0.value) }
            delayMilliseconds = delivery.delayMilliseconds
            let hasAnswer: Bool
            (manner, hasAnswer) =
                switch delivery.manner {
                case .respond: (.complete, true)
                case .truncate(let count): (.truncated(afterBytes: count), true)
                case .drop: (.dropped, false)
                case .reset: (.reset, false)
                case .trickle(let rate): (.paced(bytesPerSecond: rate), true)
                }
            status = hasAnswer ? response.status : 0
            headers = Dictionary(hasAnswer ? fields : []) { $0 + ", " + $1 }
            var shownCount = hasAnswer ? bytes.count : 0
            if case .truncated(let count) = manner { shownCount = count }
            body = String(decoding: bytes.prefix(shownCount), as: UTF8.self)
        }
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
    private let sandbox: Sandbox
    /// The path's prefix of its sandbox; empty for the default one.
    private let prefix: String

    /// Makes an emulator with its state in memory.
    ///
    /// - Parameters:
    ///   - seed: the text of a seed; see `Seed.demo`.
    ///   - time: the time at which the clock is frozen, in milliseconds since 1970; nil for a clock
    ///     that follows the system's.
    ///   - randomSeed: makes ids and keys repeatable.
    /// - Throws: all problems of the seed.
    public convenience init(
        seed: String = Seed.demo, time: Int64? = nil, randomSeed: UInt64? = nil
    ) throws(InvalidSeed) {
        self.init(try Self.sandbox(seed: seed, at: time, randomSeed: randomSeed))
    }

    /// Makes an emulator with its state in a data directory: each write is on disk when its answer is returned.
    ///
    /// - Parameters:
    ///   - path: the data directory; it is created if it is missing, and the seed is used only if it has no state.
    ///   - seed: the text of a seed; see `Seed.demo`.
    ///   - time: the time at which the clock is frozen, in milliseconds since 1970; nil for a clock
    ///     that follows the system's.
    ///   - randomSeed: makes ids and keys repeatable.
    /// - Throws: `InvalidSeed` or `UnusableDataDirectory`.
    public convenience init(
        dataDirectory path: String, seed: String = Seed.demo, time: Int64? = nil,
        randomSeed: UInt64? = nil
    ) throws {
        let sandbox = try Self.sandbox(seed: seed, at: time, randomSeed: randomSeed)
        do throws(StorageError) {
            let storage = try Storage.open(path: path, files: SystemFiles(), sandbox: sandbox) {
                Storage.Workers()
            }
            try storage.commit()
        } catch {
            throw UnusableDataDirectory(description: error.sentence)
        }
        self.init(sandbox)
    }

    private convenience init(_ sandbox: Sandbox) {
        self.init(Self.gateway(of: sandbox), sandbox, prefix: "")
    }

    private init(_ gateway: Gateway, _ sandbox: Sandbox, prefix: String) {
        self.gateway = gateway
        self.sandbox = sandbox
        self.prefix = prefix
    }

    static func gateway(of sandbox: Sandbox) -> Gateway {
        let status = ServerStatus(
            version: "library", startedAt: sandbox.clock.now(systemTime: systemTime))
        return Gateway(
            sandboxes: SandboxDirectory(default: sandbox),
            controlPlane: ControlPlane(requestGuard: RequestGuard(), status: status))
    }

    static func sandbox(seed: String, at time: Int64?, randomSeed: UInt64?)
        throws(InvalidSeed) -> Sandbox
    {
        guard !isPath(seed) else {
            let sentence =
                "the seed is \"\(seed)\", which looks like a path: give its text, such as Seed.demo"
            throw InvalidSeed(problems: [sentence])
        }
        let identifiers = IdentifierSource(seed: randomSeed)
        var stream = identifiers
        let clock =
            time.map { SandboxClock(frozenAt: Timestamp(milliseconds: $0)) } ?? SandboxClock()
        let now = clock.now(systemTime: systemTime)
        do throws(SeedError) {
            let world = try World(seed: Array(seed.utf8), identifiers: &stream, now: now)
            return Sandbox(
                world: world, identifiers: identifiers, clock: clock, createdAt: systemTime)
        } catch {
            let others = error.othersCount > 0 ? ["and \(error.othersCount) more problems"] : []
            throw InvalidSeed(problems: error.sentences + others)
        }
    }

    /// Whether a text looks like the path of a file: one line without braces, with a slash or `.json`.
    private static func isPath(_ text: String) -> Bool {
        guard !text.utf8.contains(UInt8(ascii: "\n")), !text.utf8.contains(UInt8(ascii: "{")) else {
            return false
        }
        return text.hasSuffix(".json") || text.utf8.contains(UInt8(ascii: "/"))
    }

    private static var systemTime: Timestamp { Timestamp(milliseconds: WallClock.milliseconds()) }

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
    ///   - body: the body's text; to the control plane it is sent as JSON unless a header says otherwise.
    /// - Returns: the answer.
    public func send(
        _ method: String, _ target: String, headers: [String: String] = [:], body: String = ""
    ) -> Reply {
        var fields = HeaderFields()
        for (name, value) in headers { fields.append(name, value) }
        if !body.isEmpty, ControlPlane.owns(target), fields[.contentType] == nil {
            fields[.contentType] = "application/json"
        }
        let target = prefix + target
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            .map(String.init)
        let host = fields[.host].map(Self.hostName) ?? "localhost"
        let request = Request(
            method: Method(rawValue: method), target: target, path: parts[0],
            query: parts.count > 1 ? parts[1] : nil,
            host: host, headers: fields, body: Array(body.utf8))
        var answer = Delivery(Response(status: 500))
        // Without worker threads, every answer is ready at once or after the flush.
        gateway.handle(request, at: Self.systemTime) { delivery, _ in answer = delivery }
        gateway.sandboxes.flush()
        return Reply(answer)
    }

    /// A host in lower case and without its port, as the parser gives it.
    private static func hostName(_ text: String) -> String {
        let name = text.lowercased().prefix { $0 != ":" }
        return String(name.hasSuffix(".") ? name.dropLast() : name)
    }

    /// Advances the clock, so that rate windows pass.
    public func advanceClock(milliseconds: Int64) {
        sandbox.clock.advance(byMilliseconds: milliseconds)
    }

    /// Goes back to the seed: data, rate windows, clock and the next ids.
    public func reset() {
        sandbox.reset(at: Self.systemTime)
        gateway.sandboxes.flush()
    }

    /// Sends a request to the control plane.
    ///
    /// - Parameters:
    ///   - method: such as `POST`.
    ///   - path: below `/_understudy`, such as `/faults`.
    ///   - body: JSON.
    /// - Returns: the answer.
    public func control(_ method: String, _ path: String, body: String = "") -> Reply {
        send(method, ControlPlane.basePath + path, body: body)
    }

    /// Makes a sandbox of this emulator: a world, clock, limits, faults and request log of its own.
    ///
    /// - Parameter options: the body of `POST /_understudy/sandboxes`.
    /// - Returns: an emulator whose requests go to the sandbox.
    /// - Throws: `SandboxRefused`, such as for a name that is taken.
    public func makeSandbox(_ options: String = "{}") throws(SandboxRefused) -> Emulator {
        let reply = control("POST", "/sandboxes", body: options)
        let answer = try? JSONParser.parse(Array(reply.body.utf8))
        guard reply.status == 201, let name = answer?.object?["name"]?.string,
            let sandbox = gateway.sandboxes[name]
        else { throw SandboxRefused(description: reply.body) }
        return Emulator(gateway, sandbox, prefix: SandboxDirectory.pathPrefix + name)
    }

    /// Why a sandbox was not made.
    public struct SandboxRefused: Error, Sendable, CustomStringConvertible {
        /// The control plane's answer.
        public let description: String
    }
}
