internal import Emulation
internal import HTTP
internal import JSON
internal import Persistence
internal import Sandboxes

/// Health, export, replacement and reset.
enum StateOperations {
    /// `GET /health`.
    @Sendable static func health(_ call: ControlCall) -> Answer {
        let uptime =
            max(0, call.systemTime.milliseconds - call.status.startedAt.milliseconds) / 1000
        let sequence = call.sandbox.sequence
        let storage = call.sandbox.storage
        storage?.probe(at: call.systemTime.milliseconds)
        let degradation = storage?.degradation
        var health: JSONObject = [
            "status": degradation == nil ? "ok" : "degraded",
            "version": .string(call.status.version),
            "uptime_seconds": Int(uptime).json, "storage": storage == nil ? "memory" : "disk",
            "sequence": sequence.json,
            "durable_sequence": (storage?.durableSequence ?? sequence).json,
        ]
        if let degradation { health["reason"] = .string(degradation) }
        return Answer(200, .object(health))
    }

    /// `GET /ready`.
    @Sendable static func ready(_ call: ControlCall) -> Answer {
        Answer(200, ["status": "ready"])
    }

    /// `GET /state`: the world in canonical form.
    @Sendable static func export(
        _ call: ControlCall, _ completion: @escaping ControlOperation.Completion
    ) {
        let text = WorldText(call.sandbox.world)
        completion(.success(TextBody.response(text, freedBy: call.sandbox.background)))
    }

    /// `PUT /state`: replaces the world by a seed or an export.
    ///
    /// The whole body is checked before anything changes. Rate windows are forgotten, the clock
    /// stays.
    @Sendable static func replace(
        _ call: ControlCall, _ completion: @escaping ControlOperation.Completion
    ) {
        let body = call.request.body
        guard !body.isEmpty else {
            let message = "The body is empty, expected a seed or an export as JSON"
            return completion(.failure(ControlError(400, message)))
        }
        let now = call.now
        let identifiers = call.sandbox.identifiers
        call.sandbox.background.run {
            Result { () throws(SeedError) in
                var identifiers = identifiers
                return try World(seed: body, identifiers: &identifiers, now: now)
            }
        } completion: { (result: Result<World, SeedError>) in
            switch result {
            case .success(let world):
                call.sandbox.replaceWorld(world) { answer(isDurable: $0, completion) }
            case .failure(let error):
                completion(.failure(refusal(of: error, in: "The state", status: 400)))
            }
        }
    }

    /// `POST /reset`: back to the seed.
    @Sendable static func reset(
        _ call: ControlCall, _ completion: @escaping ControlOperation.Completion
    ) throws(ControlError) {
        try call.requireNoMembers()
        guard call.sandbox.hasSeed else { throw noSeed }
        call.sandbox.reset(at: call.systemTime) { answer(isDurable: $0, completion) }
    }

    static let noSeed = ControlError(
        409,
        "There is no seed to go back to: its file did not exist when the server started; "
            + "start again with a seed, or replace the state by PUT /_understudy/state")

    /// Answers a replacement of the world when it is durable, or was undone.
    static func answer(isDurable: Bool, _ completion: ControlOperation.Completion) {
        completion(isDurable ? .answer(Answer(200, ["status": "ok"])) : .failure(.notDurable))
    }

    /// A refusal that lists the first problems of a state, with the number of the others.
    ///
    /// - Parameters:
    ///   - error: the problems.
    ///   - subject: what has them.
    ///   - member: the member of the body that is the state; nil when it is the whole body.
    ///   - status: the status of the answer.
    /// - Returns: the refusal.
    static func refusal(
        of error: SeedError, in subject: String, below member: String? = nil, status: Int
    ) -> ControlError {
        var message = "\(subject) has problems; nothing was changed"
        if case .version(let version, _) = error {
            message =
                "\(subject) is of version \(version), expected \(World.seedVersion): a newer Understudy has written it; "
                + "nothing was changed"
        }
        let problems: [JSONValue] =
            member.map { error.sentences(below: $0).map { .string($0) } }
            ?? error.sentences.map { .string("line " + $0) }
        var members: JSONObject = ["problems": .array(problems)]
        if error.othersCount > 0 { members["more_problems"] = error.othersCount.json }
        return ControlError(status, message, members: members)
    }
}
