internal import Emulation
internal import HTTP
internal import JSON
internal import Persistence
internal import Sandboxes

/// Snapshots with names.
extension ControlPlane {
    /// `GET /snapshots`: their names, and when they were made by the system's clock.
    func listSnapshots(_ reply: @escaping ControlOperation.Reply) {
        emulator.shelf.list { result in
            switch result {
            case .success(let snapshots):
                reply(.answer(Answer(200, ["snapshots": .array(snapshots.map(Self.describe))])))
            case .failure(let error): reply(.refusal(Self.failure(error)))
            }
        }
    }

    /// `POST /snapshots`: `{"name":"before-checkout"}` keeps the world as it is; `"replace": true` lets an older one go.
    ///
    /// What is stored is what was acknowledged: it waits until the changes before it are kept.
    func createSnapshot(
        _ call: ControlOperation.Call, _ reply: @escaping ControlOperation.Reply
    ) throws(ControlError) {
        let body = try object(call.request)
        guard let name = body["name"]?.string, NamedSnapshot.isName(name) else { throw Self.nameUsage }
        let replaces = body["replace"]?.bool ?? false
        let world = emulator.sandbox.world
        emulator.whenAllSettled { isKept in
            guard isKept else { return reply(.refusal(ControlError(500, Emulator.notKeptMessage))) }
            let time = call.systemTime.milliseconds
            emulator.shelf.store(name, world, replaces: replaces, time: time) { stored in
                switch stored {
                case .made(let snapshot): reply(.answer(Answer(201, Self.describe(snapshot))))
                case .isThere:
                    let message = "There is a snapshot \"\(name)\" already; send \"replace\": true to let it go"
                    reply(.refusal(ControlError(409, message)))
                case .failed(let error): reply(.refusal(Self.failure(error)))
                }
            }
        }
    }

    /// `GET /snapshots/{name}`: its text, which is a seed.
    func exportSnapshot(
        _ call: ControlOperation.Call, _ reply: @escaping ControlOperation.Reply
    ) throws(ControlError) {
        let name = try Self.name(in: call)
        emulator.shelf.text(name) { result in
            switch result {
            case .success(let text): reply(.text(text))
            case .failure(let error): reply(.refusal(Self.failure(error, about: name)))
            }
        }
    }

    /// `DELETE /snapshots/{name}`.
    func deleteSnapshot(
        _ call: ControlOperation.Call, _ reply: @escaping ControlOperation.Reply
    ) throws(ControlError) {
        let name = try Self.name(in: call)
        emulator.shelf.remove(name) { result in
            switch result {
            case .success: reply(.answer(Answer(200, ["status": "ok"])))
            case .failure(let error): reply(.refusal(Self.failure(error, about: name)))
            }
        }
    }

    /// `POST /snapshots/{name}/restore`: back to the world of that snapshot; windows and clock stay.
    func restoreSnapshot(
        _ call: ControlOperation.Call, _ reply: @escaping ControlOperation.Reply
    ) throws(ControlError) {
        let name = try Self.name(in: call)
        emulator.shelf.world(name) { result in
            switch result {
            case .success(.success(let world)): replace(reply) { $0.replaceWorld(world) }
            case .success(.failure(let error)):
                reply(.refusal(Self.refusal(of: error, in: "The snapshot \"\(name)\"", status: 409)))
            case .failure(let error): reply(.refusal(Self.failure(error, about: name)))
            }
        }
    }

    private static func name(in call: ControlOperation.Call) throws(ControlError) -> String {
        let name = call.parameters["name"]
        guard NamedSnapshot.isName(name) else { throw nameUsage }
        return name
    }

    private static let nameUsage = ControlError(
        400, "Give a name that matches [a-z0-9][a-z0-9._-]{0,62}, such as {\"name\":\"before-checkout\"}")

    private static func describe(_ snapshot: NamedSnapshot) -> JSONValue {
        let createdAt = Timestamp(milliseconds: snapshot.createdAt)
        return ["name": .string(snapshot.name), "created_at": .string(createdAt.rfc3339)]
    }

    private static func failure(_ error: FileError, about name: String? = nil) -> ControlError {
        if let name, error.isMissing { return ControlError(404, "There is no snapshot \"\(name)\"") }
        return ControlError(500, "The snapshot could not be reached: \(error)")
    }
}
