internal import Emulation
internal import JSON
internal import Persistence
internal import Sandboxes

/// The body of `POST /sandboxes`:
/// `{"name"?,"from"?,"seed"?,"contracts"?,"clock"?,"random_seed"?}`.
struct NewSandboxForm: Fields {
    private(set) var name: String?
    private(set) var from: String?
    private(set) var seed: JSONObject?
    /// The contracts' ids by the service's name.
    private(set) var contracts: [ByteString: String] = [:]
    private(set) var clock: JSONObject?
    private(set) var randomSeed: Int?

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("name", &name)
        visitor.field("from", &from)
        visitor.field("seed", &seed)
        visitor.field("contracts", &contracts)
        visitor.field("clock", &clock)
        visitor.field("random_seed", &randomSeed, .optional(.nonNegative))
    }
}

/// The body of `POST /sandboxes`, checked as far as no sandbox is needed for that.
///
/// Of a large body it is made on a worker, with all that takes long: the loop gets what is small.
struct NewSandboxRequest: Sendable {
    let name: String?
    fileprivate let from: String?
    /// The text of the seed.
    fileprivate let seed: [UInt8]?
    fileprivate let contracts: [String: AnyContract]
    fileprivate let clock: ClockSetting?
    fileprivate let randomSeed: Int?

    init(body: [UInt8]) throws(ControlError) {
        let isEmpty = body.isEmpty
        let form =
            isEmpty
            ? NewSandboxForm()
            : try ControlCall.form(NewSandboxForm.self, from: ControlCall.object(in: body))
        if let name = form.name, !NamedSnapshot.isName(name) {
            throw ControlError(
                member: "name", name,
                expected: "a name that matches [a-z0-9][a-z0-9._-]{0,62}, such as \"checkout-1\"")
        }
        guard form.seed == nil || form.from == nil else {
            throw ControlError(
                member: "from", form.from ?? "",
                expected: "no such member together with \"seed\"")
        }
        name = form.name
        from = form.from
        seed = form.seed.map { JSONValue.object($0).bytes }
        contracts = try Self.contracts(form.contracts)
        randomSeed = form.randomSeed
        if let object = form.clock {
            clock = try ClockSetting(object, at: JSONPath().appending(member: "clock"))
        } else {
            clock = nil
        }
    }

    private static func contracts(_ ids: [ByteString: String]) throws(ControlError) -> [String:
        AnyContract]
    {
        var contracts: [String: AnyContract] = [:]
        for (name, id) in ids.sorted(by: { $0.key < $1.key }) {
            let path = JSONPath().appending(member: "contracts").appending(member: name.text)
            guard let service = AnyService.all.first(where: { $0.name == name.text }) else {
                throw ControlError(
                    at: path, .string(id),
                    expected: ClosestMatch.unknownMember(
                        name.text, known: AnyService.all.map(\.name)))
            }
            guard let contract = service.contracts.first(where: { $0.id == id }) else {
                let ids = service.contracts.map { "\"\($0.id)\"" }.joined(separator: ", ")
                throw ControlError(at: path, .string(id), expected: "one of " + ids)
            }
            contracts[service.name] = contract
        }
        return contracts
    }
}

/// What a new sandbox is made from and how it differs from that, checked.
struct NewSandboxSettings {
    /// Where its world comes from; a copy of a sandbox has its clock and rate windows too.
    enum Source {
        case world(WorldSource)
        /// The text of a seed.
        case inlineSeed([UInt8])
    }

    let source: Source
    private let request: NewSandboxRequest

    init(_ request: NewSandboxRequest, _ call: ControlCall) throws(ControlError) {
        self.request = request
        if let seed = request.seed {
            source = .inlineSeed(seed)
        } else {
            source = .world(try WorldSource(request.from ?? "seed", call))
        }
    }

    /// Returns what the sandbox begins with.
    func applied(to start: Sandbox.Start, _ call: ControlCall) -> Sandbox.Start {
        var start = start
        start.contracts.merge(request.contracts) { $1 }
        if let randomSeed = request.randomSeed {
            start.identifiers = IdentifierSource(seed: UInt64(randomSeed))
            start.world.identifiers = start.identifiers
        }
        if let clock = request.clock {
            start.clock = clock.clock(after: start.clock, systemTime: call.systemTime)
        }
        return start
    }
}
