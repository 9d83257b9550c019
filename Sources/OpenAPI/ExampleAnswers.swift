internal import Emulation
internal import HTTP
internal import JSON
internal import Sandboxes

/// What a contract answers to the example requests of its service.
struct ExampleAnswers {
    /// An example request with its answer.
    struct Performed {
        let example: OperationExample
        let response: Response
        /// The type of the answer's body; nil for a refusal and for an answer without a body.
        let type: FieldType?
    }

    private let performed: [Performed]

    /// Performs them, each in a world of its own.
    init(_ service: AnyService, _ contract: AnyContract) {
        let world = DemoSeed.world(at: Self.now)
        performed = service.examples.compactMap { example in
            var copy = world
            let earlier = service.examples.first { $0.operation == example.previous }
            let answer = earlier.flatMap { Self.perform($0, nil, by: contract, &copy) }
            return Self.perform(example, answer?.response.json, by: contract, &copy)
        }
    }

    /// The time in that world: fixed, so that the document is always the same.
    private static let now = Timestamp(milliseconds: 1_771_000_000_000)

    private static func perform(
        _ example: OperationExample, _ earlier: JSONValue?, by contract: AnyContract,
        _ world: inout World
    ) -> Performed? {
        var context = OperationContext(identifiers: world.identifiers, now: now)
        let exchange = ExchangeRecord(
            example.request(after: earlier), sandbox: Sandbox.defaultName, .publicAPI,
            of: contract.facts, receivedAt: now, now: now)
        contract.match(exchange)
        guard exchange.operation == example.operation else { return nil }
        return contract.describe(exchange, &world, &context).map {
            Performed(example: example, response: $0.response, type: $0.type)
        }
    }

    func requests(of operation: String) -> [Performed] {
        performed.filter { $0.example.operation == operation }
    }
}

extension Response {
    /// The body as JSON; nil for another or none.
    var json: JSONValue? {
        switch body {
        case .bytes(let bytes): return try? JSONParser.parse(bytes)
        case .stream(let source):
            var bytes: [UInt8] = []
            while case .bytes(let chunk) = source.next(byteCountMax: 65_536) { bytes += chunk }
            return try? JSONParser.parse(bytes)
        }
    }
}
