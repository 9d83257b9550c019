internal import Emulation
internal import Persistence
internal import Sandboxes

/// A world that a request names: `seed`, `sandbox:<name>` or `snapshot:<name>`.
enum WorldSource {
    /// What a reset restores.
    case seed
    case sandbox(Sandbox)
    /// A named snapshot of the sandbox that the request is for.
    case snapshot(String)

    static let expectation = "\"seed\", \"sandbox:<name>\" or \"snapshot:<name>\""

    /// - Throws: when the text has another form, or there is no sandbox of the name.
    init(_ text: String, _ call: ControlCall) throws(ControlError) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.dropFirst().first) {
        case ("seed", nil): self = .seed
        case ("sandbox", let name?):
            guard let sandbox = call.sandboxes[name] else {
                throw SandboxOperations.unknown(name, nearest: call.sandboxes.names(near: name))
            }
            self = .sandbox(sandbox)
        case ("snapshot", let name?) where NamedSnapshot.isName(name): self = .snapshot(name)
        default:
            throw ControlError(
                member: "from", text, expected: Self.expectation + Self.advice(parts))
        }
    }

    private static func advice(_ parts: [String]) -> String {
        let kinds = ["seed", "sandbox", "snapshot"]
        guard let kind = parts.first, !kinds.contains(kind),
            let nearest = ClosestMatch.nearest(to: kind, among: kinds)
        else { return "" }
        let meant = ([nearest] + parts.dropFirst()).joined(separator: ":")
        return ": did you mean \"\(meant)\"?"
    }

    /// Reads a named snapshot.
    static func world(
        ofSnapshot name: String, _ call: ControlCall,
        _ completion: @escaping (Result<World, ControlError>) -> Void
    ) {
        let sandbox = call.sandbox
        sandbox.snapshots.world(name, identifiers: sandbox.identifiers, now: call.now) { result in
            switch result {
            case .success(.success(let world)): completion(.success(world))
            case .success(.failure(let error)):
                let subject = "The snapshot \"\(name)\""
                completion(.failure(StateOperations.refusal(of: error, in: subject, status: 409)))
            case .failure(let error):
                completion(.failure(SnapshotOperations.failure(error, about: name)))
            }
        }
    }
}
