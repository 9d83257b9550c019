internal import Emulation
internal import HTTP
internal import JSON
internal import Persistence
internal import Sandboxes

/// Health, export, replacement and reset.
extension ControlPlane {
    /// `GET /health`.
    func health(at systemTime: Timestamp) -> Answer {
        let uptime = max(0, systemTime.milliseconds - status.startedAt.milliseconds) / 1000
        let sequence = emulator.sandbox.sequence
        let degradation = emulator.keeper?.degradation
        var health: JSONObject = [
            "status": degradation == nil ? "ok" : "degraded", "version": .string(status.version),
            "uptime_seconds": Int(uptime).json, "storage": emulator.keeper == nil ? "memory" : "disk",
            "sequence": sequence.json, "durable_sequence": (emulator.keeper?.durableSequence ?? sequence).json,
        ]
        if let degradation { health["reason"] = .string(degradation) }
        return Answer(200, .object(health))
    }

    /// `GET /state`: the world in canonical form.
    func exportState(_ reply: @escaping ControlOperation.Reply) {
        reply(.text(WorldText(emulator.sandbox.world)))
    }

    /// `PUT /state`: replaces the world by a seed or an export, which is checked whole before anything changes.
    func replaceState(_ call: ControlOperation.Call, _ reply: @escaping ControlOperation.Reply) {
        let sandbox = emulator.sandbox
        let body = call.request.body
        // Requests go on meanwhile, and must not be given the ids that are filled in here.
        let identifiers = sandbox.branchIdentifiers()
        let now = sandbox.clock.now(systemTime: call.systemTime)
        emulator.background.send {
            Result { () throws(SeedError) in
                var identifiers = identifiers
                return try World(seed: body, identifiers: &identifiers, now: now)
            }
        } then: { (result: Result<World, SeedError>) in
            switch result {
            case .success(let world): replace(reply) { $0.replaceWorld(world) }
            case .failure(let error):
                reply(.refusal(Self.refusal(of: error, in: "The state", status: 400)))
            }
        }
    }

    /// `POST /reset`: back to the seed.
    func reset(_ reply: @escaping ControlOperation.Reply) {
        replace(reply) { $0.reset() }
    }

    /// Puts another world in the place of this one, and answers when it is kept; else all is as it was.
    func replace(_ reply: @escaping ControlOperation.Reply, _ change: (Sandbox) -> Void) {
        let sandbox = emulator.sandbox
        let sequence = sandbox.sequence
        let checkpoint = sandbox.checkpoint
        change(sandbox)
        emulator.whenSettled(since: sequence) { isKept in
            if isKept { return reply(.answer(Answer(200, ["status": "ok"]))) }
            sandbox.checkpoint = checkpoint
            reply(.refusal(ControlError(500, Emulator.notKeptMessage)))
        }
    }

    /// Lists all that is wrong with a state.
    static func refusal(of error: SeedError, in subject: String, status: Int) -> ControlError {
        var message = "\(subject) has problems; nothing was changed"
        if case .version(let version, _) = error {
            message =
                "\(subject) is of version \(version), expected \(World.seedVersion): a newer Understudy has written it; "
                + "nothing was changed"
        }
        let problems: [JSONValue] = error.sentences.map { .string("line " + $0) }
        return ControlError(status, message, members: ["problems": .array(problems)])
    }
}
