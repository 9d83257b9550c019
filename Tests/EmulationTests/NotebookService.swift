import Emulation
import HTTP
import JSON

/// A service as small as one can be, with an operation for each thing that may happen on the way.
enum NotebookService: Service {
    typealias State = NotebookState
    typealias Caller = String
    typealias Kind = NotebookRefusal

    static let name = "notebook"
    static let title = "Notebook API"
    static let hosts: [String] = []
    static let basePaths = ["/notes"]
    static let defaultPlan = "free"
    static let plans = [Plan(service: name, id: defaultPlan, requestsPerMinute: 2)]

    static func owns(path: String) -> Bool { true }

    static func example(baseURL: String, state: NotebookState) -> String? { nil }

    static func authenticate(_ request: Request, at now: Timestamp, in state: inout NotebookState) throws(Failure)
        -> String
    {
        state.steps.append("authenticate")
        guard let user = request.headers["User"] else { throw Refused(.noUser) }
        return user
    }

    static func rateLimitedUser(of caller: String, in state: NotebookState) -> String? {
        caller == "nobody" ? nil : caller
    }

    static let commonHeaders = CommonHeaders(["Complete": "yes"])

    static let routes = RouteTable<Operation<NotebookService>>([
        .init(.get, "/notes", "listNotes", .open { state, _ throws(Failure) in Answer(200, ["count": 0]) }),
        .init(
            .post, "/notes/{topic}", "createNote",
            .authenticated { state, call, caller throws(Failure) in
                state.steps.append("operation")
                state.notes.put(Note(call.identifiers.uuid(), topic: call.parameters["topic"]))
                return Answer(201, ["by": .string(caller)], headers: ["Location": "/x"])
            }),
        .init(
            .put, "/notes/{topic}", "refuseNote",
            .authenticated { state, call, _ throws(Failure) in
                _ = call.identifiers.uuid()
                throw Refused(.badTopic, about: call.parameters["topic"], members: ["hint": 7], headers: ["X": "y"])
            }),
        .init(.delete, "/notes/{topic}", "deleteNote", .open { _, _ throws(Failure) in Answer(204, nil) }),
        .init(
            .patch, "/users/{id}", "renameUser",
            .open { _, call throws(Failure) in
                call.accounts.users.update(call.parameters["id"]) { $0.name = "renamed" }
                return Answer(200, text: Array("[]".utf8))
            }),
    ])

    static let dashboard = routes
}

/// What the notebook remembers.
struct NotebookState: ServiceState {
    var notes = Table<Note>()
    /// What was done for the last requests, in order.
    var steps: [String] = []

    init() {}

    var hasChanges: Bool { notes.hasChanges }

    mutating func visitTables(_ visitor: inout some TableVisitor) { visitor.table(&notes) }

    mutating func load(from seed: inout SeedReader, accounts: Accounts) {}
}

/// What the notebook refuses.
enum NotebookRefusal: Refusal {
    case noUser, badTopic, notFound, methodNotAllowed, tooManyRequests, internalError

    var status: Int {
        switch self {
        case .noUser: 401
        case .badTopic: 400
        case .notFound: 404
        case .methodNotAllowed: 405
        case .tooManyRequests: 429
        case .internalError: 500
        }
    }

    var message: String { self == .badTopic ? "No topic <topic>" : "\(self)" }

    var basis: Basis { .assumed }
}
