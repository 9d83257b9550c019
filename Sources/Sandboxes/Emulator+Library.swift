internal import Emulation
internal import HTTP
internal import JSON

/// The library's door: the services in a Swift test, without a process or a socket.
extension Emulator {
    /// What a service answered.
    public struct Reply: Sendable, Equatable {
        /// The three-digit status code.
        public let status: Int
        /// The fields as they were sent, in order.
        public let headers: [String: String]
        /// The body as text; empty when there is none.
        public let body: String
    }

    /// Why a seed was not taken.
    public struct InvalidSeed: Error, Sendable, CustomStringConvertible {
        /// A sentence for each problem, its line in front.
        public let problems: [String]

        /// All problems, one a line.
        public var description: String { problems.joined(separator: "\n") }
    }

    /// Makes an emulator that keeps its state in memory.
    ///
    /// - Parameters:
    ///   - seed: the text of a seed, such as `seed/demo.json` holds.
    ///   - time: what time it is at the start, in milliseconds since 1970; the clock stands still there.
    ///   - randomSeed: makes ids and keys repeatable.
    /// - Throws: all that is wrong with the seed.
    public convenience init(seed: String, time: Int64 = 0, randomSeed: UInt64? = nil) throws(InvalidSeed) {
        let now = Timestamp(milliseconds: time)
        var identifiers = IdentifierSource(seed: randomSeed)
        do throws(SeedError) {
            let world = try World(seed: Array(seed.utf8), identifiers: &identifiers, now: now)
            self.init(sandbox: Sandbox(world: world, identifiers: identifiers, clock: SandboxClock(frozenAt: now)))
        } catch {
            throw InvalidSeed(problems: error.sentences)
        }
    }

    /// Sends a request to the service that owns its path.
    ///
    /// - Parameters:
    ///   - method: such as `POST`.
    ///   - target: the path with its query, such as `/api/v1/apps`.
    ///   - headers: fields; a `Host` such as `cavos.xyz` chooses the service whose real host it is.
    ///   - body: the body's text.
    /// - Returns: what the service answers.
    public func send(_ method: String, _ target: String, headers: [String: String] = [:], body: String = "") -> Reply {
        var fields = HeaderFields()
        for (name, value) in headers { fields.append(name, value) }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let request = Request(
            method: Method(rawValue: method), target: target, path: parts[0], query: parts.count > 1 ? parts[1] : nil,
            host: fields["Host"].map(Self.hostName), headers: fields, body: Array(body.utf8))
        let response = respond(to: request, systemTime: .earliest)
        return Reply(
            status: response.status,
            headers: Dictionary(response.headers.fields.map { ($0.name, $0.value) }) { $0 + ", " + $1 },
            body: String(decoding: response.body, as: UTF8.self))
    }

    /// A host in lower case and without its port, as the parser gives it.
    private static func hostName(_ text: String) -> String {
        String(text.lowercased().prefix { $0 != ":" })
    }

    /// Moves the clock on, so that rate windows pass.
    ///
    /// - Parameter milliseconds: how far.
    public func advanceClock(milliseconds: Int64) {
        sandbox.clock.advance(byMilliseconds: milliseconds)
    }
}
