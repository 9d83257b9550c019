internal import Emulation
internal import HTTP
internal import JSON
internal import Persistence
internal import Sandboxes

/// What differs between the world and an earlier or another one.
enum DifferenceOperations {
    typealias Completion = ControlOperation.Completion

    private static let entryCountMax = 1000

    /// `GET /state/diff`: `from` in the query names the other world, by default the seed.
    @Sendable static func get(_ call: ControlCall, _ completion: @escaping Completion)
        throws(ControlError)
    {
        let source = try WorldSource(QueryItems(call.request.query)["from"] ?? "seed", call)
        compare(with: source, call) {
            JSONValue.object(describe($0)).bytes
        } completion: { result in
            completion(result.map { Answer(200, text: $0).response(JSONErrorBody.commonHeaders) })
        }
    }

    private static func describe(_ difference: WorldDifference) -> JSONObject {
        var body = JSONObject()
        for kind in WorldDifference.Kind.allCases {
            let entries = difference.entries(kind).map { JSONValue.object(describe($0)) }
            body.append(kind.rawValue, .array(entries))
        }
        let counts = WorldDifference.Kind.allCases.map { kind in
            JSONObject.Member(name: kind.rawValue, value: (difference.counts[kind] ?? 0).json)
        }
        body.append("counts", .object(JSONObject(counts)))
        return body
    }

    private static func describe(_ entry: WorldDifference.Entry) -> JSONObject {
        [
            "list": .string(entry.list), "id": .string(entry.id),
            entry.kind == .changed ? "members" : "entity": .object(entry.members),
        ]
    }

    /// Compares the world with another in the background.
    ///
    /// - Parameters:
    ///   - source: the other world.
    ///   - call: the request.
    ///   - describe: what is made of the difference, in the background too.
    ///   - completion: called with that.
    private static func compare<Value: Sendable>(
        with source: WorldSource, _ call: ControlCall,
        _ describe: @escaping @Sendable (WorldDifference) -> Value,
        completion: @escaping (Result<Value, ControlError>) -> Void
    ) {
        let sandbox = call.sandbox
        func compare(with old: World) {
            let new = sandbox.world
            sandbox.background.run {
                describe(WorldDifference(from: old, to: new, entryCountMax: entryCountMax))
            } completion: {
                completion(.success($0))
            }
        }
        switch source {
        case .seed:
            guard let start = sandbox.freshStart(at: call.systemTime) else {
                return completion(.failure(StateOperations.noSeed))
            }
            compare(with: start.world)
        case .sandbox(let other): compare(with: other.world)
        case .snapshot(let name):
            WorldSource.world(ofSnapshot: name, call) { result in
                switch result {
                case .success(let world): compare(with: world)
                case .failure(let error): completion(.failure(error))
                }
            }
        }
    }

    // MARK: Verifying

    /// `POST /state/verify`: 200 when the world differs as expected, else 409 with what is missing,
    /// unexpected and different.
    @Sendable static func verify(_ call: ControlCall, _ completion: @escaping Completion)
        throws(ControlError)
    {
        let expected = try ExpectedDifference(
            try call.object(), countMax: entryCountMax)
        compare(with: try WorldSource(expected.from, call), call) {
            problem(of: $0, expected)
        } completion: { result in
            completion(
                result.flatMap { problem in
                    problem.map { .failure($0) } ?? .answer(Answer(200, ["status": "ok"]))
                })
        }
    }

    /// The refusal of a difference that is not as expected.
    private static func problem(of difference: WorldDifference, _ expected: ExpectedDifference)
        -> ControlError?
    {
        var (missing, unexpected, different) = (JSONObject(), JSONObject(), JSONObject())
        for kind in WorldDifference.Kind.allCases {
            guard difference.counts[kind] ?? 0 <= entryCountMax else {
                return ControlError(
                    409,
                    "More than \(entryCountMax) entities were \(kind.rawValue), "
                        + "which are too many to verify",
                    members: ["complete": false])
            }
            let found = difference.entries(kind).map { describe($0) }
            let pairs = Pairing(expected.entries[kind] ?? [], found) { expected, found in
                JSONValue.object(found).contains(expected)
            }
            let misses = NearMisses(pairs.unpairedLeft, pairs.unpairedRight)
            missing.append(kind.rawValue, list: misses.missing)
            unexpected.append(kind.rawValue, list: misses.unexpected)
            different.append(kind.rawValue, list: misses.pairs)
        }
        if missing.isEmpty, unexpected.isEmpty, different.isEmpty { return nil }
        return ControlError(
            409, "The state differs from \(expected.from) in another way than expected",
            members: [
                "missing": .object(missing), "unexpected": .object(unexpected),
                "different": .object(different),
            ])
    }
}

extension JSONObject {
    /// Adds a list unless it is empty.
    fileprivate mutating func append(_ name: String, list: [JSONObject]) {
        if !list.isEmpty { append(name, .array(list.map { .object($0) })) }
    }
}
