import Emulation
import HTTP
import JSON

/// A service as small as one can be, with an operation for each thing that can happen to a request.
enum NotebookService: Service {
    typealias State = NotebookState
    typealias Caller = String
    typealias OperationResult = NotebookResult

    static let name = "notebook"
    static let title = "Notebook API"
    static let hosts: [String] = []
    static let basePaths = ["/notes"]
    static let defaultPlan = "free"
    static let documentedPlans = [Plan(service: name, id: defaultPlan, requestsPerMinute: 2)]
    static let contracts = [contract(id: "1", commonHeaders: CommonHeaders(["Complete": "yes"]))]
    static let dashboard = contract(id: "dashboard", commonHeaders: CommonHeaders())

    static func exampleCommand(baseURL: String, state: NotebookState) -> String? { nil }

    static func noteUse(by caller: String, at now: Timestamp, in state: inout NotebookState) {
        state.steps.append("note use")
    }

    static func rateLimitedUser(for caller: String, in state: NotebookState) -> String? {
        caller == "nobody" ? nil : caller
    }

    static let color = RequestField<String>(
        "color", .string, missing: Refused(.noColor), wrong: Refused(.badColor, about: "color")
    ) { $0.string }

    private static func contract(id: String, commonHeaders: CommonHeaders) -> Contract<
        NotebookService
    > {
        Contract(
            id: id,
            routes: [
                Route(
                    .get, "/notes", "listNotes", .openRead({ _, _ throws(Refused) in .count(0) })),
                Route(.post, "/notes/{topic}", "createNote", .write(NotebookOperations.create)),
                Route(
                    .put, "/notes/{topic}", "refuseNote", .write(NotebookOperations.refuse),
                    refusals: [.badTopic]),
                Route(
                    .delete, "/notes/{topic}", "deleteNote",
                    .openWrite({ _, _ throws(Refused) in .nothing })),
                Route(.patch, "/users/{id}", "renameUser", .openWrite(NotebookOperations.rename)),
                Route(
                    .post, "/colors", "readColor",
                    .openRead({ _, call throws(Refused) in
                        .color(try (call.body ?? call.query).require(color))
                    }),
                    body: [color], query: [color]),
            ],
            commonHeaders: commonHeaders,
            refusals: CommonRefusals(
                notFound: .notFound, methodNotAllowed: .methodNotAllowed,
                tooManyRequests: .tooManyRequests,
                internalError: .internalError, authentication: [.noUser]),
            identify: { request, state, _ throws(Refused) in
                guard let user = request.headers["User"] else { throw Refused(.noUser) }
                return user
            },
            render: { result, form in
                switch result {
                case .count(let count): Answer(200, Wrapped("count", count), form)
                case .created(let user):
                    Answer(201, ["by": .string(user)], headers: ["Location": "/x"])
                case .color(let color): Answer(200, color)
                case .nothing: Answer(204, nil)
                case .renamed: Answer(200, [String]())
                }
            })
    }
}

enum NotebookResult {
    case count(Int)
    case created(by: String)
    case color(String)
    case nothing
    case renamed
}

private enum NotebookOperations {
    @Sendable static func create(_ state: inout NotebookState, _ call: inout Call, by user: String)
        throws(Refused)
        -> NotebookResult
    {
        state.steps.append("operation")
        state.notes.put(Note(call.identifiers.uuid(), topic: call.parameters["topic"]))
        return .created(by: user)
    }

    @Sendable static func refuse(_ state: inout NotebookState, _ call: inout Call, by user: String)
        throws(Refused)
        -> NotebookResult
    {
        _ = call.identifiers.uuid()
        throw Refused(
            .badTopic, about: call.parameters["topic"], members: Wrapped("hint", 7),
            headers: ["X": "y"])
    }

    @Sendable static func rename(_ state: inout NotebookState, _ call: inout Call) throws(Refused)
        -> NotebookResult
    {
        call.accounts.users.update(call.parameters["id"]) { $0.name = "renamed" }
        return .renamed
    }
}

/// What the notebook stores.
struct NotebookState: ServiceState {
    var notes = Table<Note>()
    /// What was done for the last requests, in order.
    var steps: [String] = []

    init() {}

    var hasChanges: Bool { notes.hasChanges }

    mutating func visitTables(_ visitor: inout some TableVisitor) { visitor.table(&notes) }

    mutating func load(from seed: inout SeedReader, accounts: Accounts) {}
}

extension Refusal {
    static let noUser = Refusal("noUser", 401, "noUser", .assumed)
    static let badTopic = Refusal("badTopic", 400, "No topic <topic>", .assumed)
    static let noColor = Refusal("noColor", 400, "noColor", .assumed)
    static let badColor = Refusal("badColor", 400, "<field> is not a string", .assumed)
    static let notFound = Refusal("notFound", 404, "notFound", .assumed)
    static let methodNotAllowed = Refusal("methodNotAllowed", 405, "methodNotAllowed", .assumed)
    static let tooManyRequests = Refusal("tooManyRequests", 429, "tooManyRequests", .assumed)
    static let internalError = Refusal("internalError", 500, "internalError", .assumed)
}
