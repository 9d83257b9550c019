internal import Emulation
internal import HTTP
internal import JSON
internal import Persistence
internal import Sandboxes

/// Sandboxes: emulators of their own in one process.
enum SandboxOperations {
    typealias Completion = ControlOperation.Completion

    /// `GET /sandboxes`: sorted by name, the default one first; `limit` and `cursor` select a page.
    @Sendable static func list(_ call: ControlCall) throws(ControlError) -> Answer {
        let query = QueryItems(call.request.query)
        let limit = try pageSize(query["limit"])
        // One more shows whether there is another page.
        let names = call.sandboxes.names(after: query["cursor"], countMax: limit + 1)
        let page = names.prefix(limit)
        let sandboxes = page.compactMap { name in
            call.sandboxes[name].map { JSONValue.object(describe($0, call)) }
        }
        var body: JSONObject = ["sandboxes": .array(sandboxes)]
        if page.count < names.count, let last = page.last {
            body.append("next_cursor", .string(last))
        }
        return Answer(200, .object(body))
    }

    /// Describing more would take too long for one turn of the loop.
    private static let pageSizeMax = 100

    private static func pageSize(_ text: String?) throws(ControlError) -> Int {
        guard let text else { return pageSizeMax }
        guard let size = Int(digits: text), 1...pageSizeMax ~= size else {
            throw ControlError(
                member: "limit", text,
                expected: FieldFormat.integer(1...pageSizeMax).expectation)
        }
        return size
    }

    /// `GET /sandboxes/{name}`.
    @Sendable static func get(_ call: ControlCall) throws(ControlError) -> Answer {
        Answer(200, .object(describe(try sandbox(in: call), call)))
    }

    /// `DELETE /sandboxes/{name}`: its memory is freed in the background.
    @Sendable static func drop(_ call: ControlCall) throws(ControlError) -> Answer {
        let sandbox = try sandbox(in: call)
        guard call.sandboxes.drop(sandbox.name) else {
            throw ControlError(
                409,
                "The sandbox \"\(Sandbox.defaultName)\" cannot be dropped; "
                    + "POST /_understudy/reset empties it"
            )
        }
        return Answer(200, ["status": "ok"])
    }

    private static func sandbox(in call: ControlCall) throws(ControlError) -> Sandbox {
        let name = call.parameters["name"]
        guard let sandbox = call.sandboxes[name] else {
            throw unknown(name, nearest: call.sandboxes.names(near: name))
        }
        return sandbox
    }

    private static func describe(_ sandbox: Sandbox, _ call: ControlCall) -> JSONObject {
        [
            "name": .string(sandbox.name), "url": .string(url(of: sandbox.name, call.request)),
            "created_at": .string(sandbox.createdAt.rfc3339),
            "age_seconds": seconds(since: sandbox.createdAt, call),
            "idle_seconds": seconds(since: sandbox.lastUsedAt, call),
            "entities": sandbox.world.entityCount.json,
        ]
    }

    private static func seconds(since time: Timestamp, _ call: ControlCall) -> JSONValue {
        Int(max(0, call.systemTime.secondsSince1970 - time.secondsSince1970)).json
    }

    /// The base URL of a sandbox, as the client that asks can reach it.
    private static func url(of name: String, _ request: Request) -> String {
        var authority = request.authority ?? request.host ?? "localhost"
        // `<name>.localhost:4100` is `localhost:4100` without its own sandbox.
        if let host = request.host, host.hasSuffix(SandboxDirectory.hostSuffix) {
            let port = authority.utf8.dropFirst(host.utf8.count)
            authority = SandboxDirectory.hostSuffix.dropFirst() + String(Substring(port))
        }
        let path = name == Sandbox.defaultName ? "" : SandboxDirectory.pathPrefix + name
        return "http://\(authority)\(path)"
    }

    /// The refusal of a name that no sandbox has.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - nearest: the names that it may mean; nil for those who may not know them.
    /// - Returns: the refusal.
    static func unknown(_ name: String, nearest: [String]?) -> ControlError {
        let known = nearest.map { names in
            "; the nearest of those that exist: "
                + names.map { "\"\($0)\"" }.joined(separator: ", ")
                + ". POST /_understudy/sandboxes makes one"
        }
        return ControlError(404, "There is no sandbox \"\(name.prefix(64))\"" + (known ?? ""))
    }

    // MARK: Creating

    /// `POST /sandboxes`: see `NewSandboxForm`.
    @Sendable static func create(_ call: ControlCall, _ completion: @escaping Completion)
        throws(ControlError)
    {
        let body = call.request.body
        guard body.count > ControlCall.parsedAtOnceByteCountMax else {
            return try create(try NewSandboxRequest(body: body), call, completion)
        }
        call.sandbox.background.run {
            Result { () throws(ControlError) in try NewSandboxRequest(body: body) }
        } completion: { (request: Result<NewSandboxRequest, ControlError>) in
            do throws(ControlError) {
                try create(try request.get(), call, completion)
            } catch {
                completion(.failure(error))
            }
        }
    }

    private static func create(
        _ request: NewSandboxRequest, _ call: ControlCall, _ completion: @escaping Completion
    ) throws(ControlError) {
        let settings = try NewSandboxSettings(request, call)
        let name = try reserve(request.name, call)
        start(settings.source, call) { start in
            do throws(ControlError) {
                let start = settings.applied(to: try start.get(), call)
                call.sandboxes.add(Sandbox(name: name, start, createdAt: call.systemTime))
                let url = url(of: name, call.request)
                completion(.answer(Answer(201, ["name": .string(name), "url": .string(url)])))
            } catch {
                call.sandboxes.release(name)
                completion(.failure(error))
            }
        }
    }

    private static func reserve(_ name: String?, _ call: ControlCall) throws(ControlError) -> String {
        do throws(SandboxDirectory.ReservationError) {
            return try call.sandboxes.reserve(name)
        } catch {
            switch error {
            case .isTaken:
                throw ControlError(
                    409,
                    "The sandbox \"\(name ?? "")\" exists already; "
                        + "drop it first, or choose another name"
                )
            case .isFull:
                throw ControlError(
                    429,
                    "There are \(SandboxDirectory.countMax) sandboxes, which is the limit; "
                        + "drop those that are done"
                )
            }
        }
    }

    /// Finds what a new sandbox begins with, at once or when it was read.
    private static func start(
        _ source: NewSandboxSettings.Source, _ call: ControlCall,
        _ completion: @escaping (Result<Sandbox.Start, ControlError>) -> Void
    ) {
        switch source {
        case .world(.seed):
            let start = call.sandboxes.default.freshStart(at: call.systemTime)
            completion(start.map(Result.success) ?? .failure(StateOperations.noSeed))
        case .inlineSeed(let seed): read(seed, call, completion)
        case .world(.sandbox(let sandbox)):
            sandbox.whenDurable { completion($0 ? .success(sandbox.fork) : .failure(.notDurable)) }
        case .world(.snapshot(let name)):
            WorldSource.world(ofSnapshot: name, call) { world in
                completion(world.map { call.sandbox.start(with: $0, at: call.systemTime) })
            }
        }
    }

    private static func read(
        _ seed: [UInt8], _ call: ControlCall,
        _ completion: @escaping (Result<Sandbox.Start, ControlError>) -> Void
    ) {
        let sandbox = call.sandboxes.default
        let (stream, now) = (sandbox.identifiers, call.now)
        sandbox.background.run {
            Result { () throws(SeedError) in
                var stream = stream
                return try World(seed: seed, identifiers: &stream, now: now)
            }
        } completion: { (result: Result<World, SeedError>) in
            completion(
                result.map { sandbox.start(with: $0, at: call.systemTime) }
                    .mapError {
                        StateOperations.refusal(
                            of: $0, in: "The seed", below: "seed", status: 400)
                    })
        }
    }
}
