internal import Emulation
internal import HTTP
internal import JSON
internal import Persistence
internal import Sandboxes

/// Named snapshots.
enum SnapshotOperations {
    typealias Completion = ControlOperation.Completion

    /// `GET /snapshots`: names, and the system time of each snapshot.
    @Sendable static func list(_ call: ControlCall, _ completion: @escaping Completion) {
        call.sandbox.snapshots.list { result in
            switch result {
            case .success(let snapshots):
                completion(.answer(Answer(200, ["snapshots": .array(snapshots.map(describe))])))
            case .failure(let error): completion(.failure(failure(error)))
            }
        }
    }

    /// `POST /snapshots`: `{"name":"before-checkout"}` stores the current world.
    ///
    /// `"replace": true` replaces an existing snapshot. Waits until earlier changes are durable, so
    /// that a snapshot never has a change that is rolled back later.
    @Sendable static func create(_ call: ControlCall, _ completion: @escaping Completion)
        throws(ControlError)
    {
        let form = try call.form(NewSnapshotForm.self)
        let (name, replaces) = (form.name, form.replaces)
        guard NamedSnapshot.isName(name) else {
            throw ControlError(member: "name", name, expected: nameExpectation)
        }
        let world = call.sandbox.world
        call.sandbox.whenDurable { isDurable in
            guard isDurable else { return completion(.failure(.notDurable)) }
            let time = call.systemTime.milliseconds
            call.sandbox.snapshots.store(name, world, replaces: replaces, time: time) { stored in
                switch stored {
                case .made(let snapshot): completion(.answer(Answer(201, describe(snapshot))))
                case .isThere:
                    let message =
                        "The snapshot \"\(name)\" exists already; send \"replace\": true to replace it"
                    completion(.failure(ControlError(409, message)))
                case .failed(let error): completion(.failure(failure(error)))
                }
            }
        }
    }

    /// `GET /snapshots/{name}`: the snapshot's JSON, which is a seed.
    @Sendable static func export(_ call: ControlCall, _ completion: @escaping Completion)
        throws(ControlError)
    {
        let name = try name(in: call)
        call.sandbox.snapshots.text(name) { result in
            switch result {
            case .success(let text):
                let response = TextBody.response(text, freedBy: call.sandbox.background)
                completion(.success(response))
            case .failure(let error): completion(.failure(failure(error, about: name)))
            }
        }
    }

    /// `DELETE /snapshots/{name}`.
    @Sendable static func delete(_ call: ControlCall, _ completion: @escaping Completion)
        throws(ControlError)
    {
        let name = try name(in: call)
        call.sandbox.snapshots.remove(name) { result in
            switch result {
            case .success: completion(.answer(Answer(200, ["status": "ok"])))
            case .failure(let error): completion(.failure(failure(error, about: name)))
            }
        }
    }

    /// `POST /snapshots/{name}/restore`: replaces the world, its counters and its stream of ids.
    ///
    /// Rate windows are forgotten, the clock stays.
    @Sendable static func restore(_ call: ControlCall, _ completion: @escaping Completion)
        throws(ControlError)
    {
        let name = try name(in: call)
        try call.requireNoMembers()
        WorldSource.world(ofSnapshot: name, call) { result in
            switch result {
            case .success(let world):
                call.sandbox.replaceWorld(world) {
                    StateOperations.answer(isDurable: $0, completion)
                }
            case .failure(let error): completion(.failure(error))
            }
        }
    }

    private static func name(in call: ControlCall) throws(ControlError) -> String {
        let name = call.parameters["name"]
        guard NamedSnapshot.isName(name) else {
            throw ControlError(member: "name", name, expected: nameExpectation)
        }
        return name
    }

    private static let nameExpectation =
        "a name that matches [a-z0-9][a-z0-9._-]{0,62}, such as \"before-checkout\""

    private static func describe(_ snapshot: NamedSnapshot) -> JSONValue {
        let createdAt = Timestamp(milliseconds: snapshot.createdAt)
        return ["name": .string(snapshot.name), "created_at": .string(createdAt.rfc3339)]
    }

    static func failure(_ error: FileError, about name: String? = nil) -> ControlError {
        if let name, error.isMissing {
            return ControlError(404, "There is no snapshot \"\(name)\"")
        }
        return ControlError(500, "The snapshot could not be reached: \(error)")
    }
}

/// The body of `POST /snapshots`.
private struct NewSnapshotForm: Fields {
    private(set) var name = ""
    private(set) var replaces = false

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("name", &name, .required)
        visitor.field("replace", &replaces)
    }
}
