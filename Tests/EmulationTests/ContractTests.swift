import Emulation
import HTTP
import JSON
import Testing

struct ContractTests {
    /// A notebook with its context.
    private struct Desk {
        var state = NotebookState()
        var accounts = Accounts()
        var context = OperationContext(identifiers: IdentifierSource(seed: 1), now: Timestamp(milliseconds: 0))
        /// What happened to the last request.
        var exchange: ExchangeRecord?

        init() {
            for plan in NotebookService.documentedPlans { accounts.plans.load(plan) }
            var user = User()
            user.id = "ada"
            accounts.users.load(user)
        }

        mutating func send(
            _ method: HTTP.Method, _ target: String, user: String? = nil, body: String = "",
            to contract: Contract<NotebookService> = NotebookService.contracts[0]
        ) -> Response {
            let parts = target.split(separator: "?", omittingEmptySubsequences: false).map(String.init)
            let request = Request(
                method: method, target: target, path: parts[0], query: parts.count > 1 ? parts[1] : nil,
                headers: user.map { ["User": $0] } ?? HeaderFields(), body: Array(body.utf8))
            let exchange = ExchangeRecord(
                request, sandbox: "default", .publicAPI, of: contract.facts, receivedAt: context.now, now: context.now)
            contract.match(exchange)
            self.exchange = exchange
            return contract.perform(exchange, &state, &accounts, &context) ?? Response(status: 0)
        }

        mutating func act(_ method: HTTP.Method, _ path: String, user: String? = nil) -> Response {
            send(method, path, user: user, to: NotebookService.dashboard)
        }
    }

    private func text(_ response: Response) -> String {
        "\(response.status) \(String(decoding: response.body.wholeBytes ?? [], as: UTF8.self))"
    }

    @Test func `an answer has the content type, the service's fields and its own`() {
        var desk = Desk()
        let response = desk.send(.post, "/notes/work", user: "ada")
        #expect(text(response) == #"201 {"by":"ada"}"#)
        #expect(response.headers == ["Content-Type": "application/json", "Complete": "yes", "Location": "/x"])
        #expect(desk.state.notes.all.map(\.topic) == ["work"])
    }

    @Test func `an answer without a body has no content type`() {
        var desk = Desk()
        let response = desk.send(.delete, "/notes/work")
        #expect(text(response) == "204 ")
        #expect(response.headers == ["Complete": "yes"])
    }

    @Test func `an unknown path is refused before anything else is looked at`() {
        var desk = Desk()
        let response = desk.send(.post, "/nothing")
        #expect(text(response) == #"404 {"error":"notFound"}"#)
        #expect(response.headers["Complete"] == "yes")
        #expect(desk.state.steps == [])
    }

    @Test(arguments: [HTTP.Method.get, .head, .options])
    func `another method is refused with those that the path has`(method: HTTP.Method) {
        var desk = Desk()
        let response = desk.send(method, "/notes/work")
        #expect(text(response) == #"405 {"error":"methodNotAllowed"}"#)
        #expect(response.headers["Allow"] == "DELETE, POST, PUT")
        #expect(desk.state.steps == [])
    }

    @Test func `a refusal has its sentence, members and fields`() {
        var desk = Desk()
        let response = desk.send(.put, "/notes/play", user: "ada")
        #expect(text(response) == #"400 {"error":"No topic play","hint":7}"#)
        #expect(response.headers == ["Content-Type": "application/json", "Complete": "yes", "X": "y"])
    }

    @Test func `who is not authenticated is not counted`() {
        var desk = Desk()
        for _ in 0..<5 { #expect(desk.send(.post, "/notes/work").status == 401) }
        #expect(desk.context.limiter.openWindows(now: desk.context.now).isEmpty)
        #expect(!desk.state.steps.contains("operation"))
    }

    @Test func `every authenticated request counts, whatever it answers, and one too many reaches no operation`() {
        var desk = Desk()
        #expect(desk.send(.put, "/notes/work", user: "ada").status == 400)
        #expect(desk.send(.post, "/notes/work", user: "ada").status == 201)
        let response = desk.send(.post, "/notes/work", user: "ada")
        #expect(text(response) == #"429 {"error":"tooManyRequests"}"#)
        #expect(response.headers["Retry-After"] == "60")
        #expect(desk.state.notes.count == 1)
        #expect(desk.send(.post, "/notes/work", user: "grace").status == 201)
        desk.context.now = Timestamp(milliseconds: 60_000)
        #expect(desk.send(.post, "/notes/work", user: "ada").status == 201)
    }

    @Test func `open operations and callers that are nobody's are not counted`() {
        var desk = Desk()
        for _ in 0..<5 {
            #expect(desk.send(.get, "/notes").status == 200)
            #expect(desk.send(.post, "/notes/work", user: "nobody").status == 201)
        }
        #expect(desk.context.limiter.openWindows(now: desk.context.now).isEmpty)
    }

    @Test func `the steps come in their order`() {
        var desk = Desk()
        _ = desk.send(.post, "/notes/work", user: "ada")
        #expect(desk.state.steps == ["note use", "operation"])
    }

    @Test func `identifiers are used up by whoever took them, also when it refused`() {
        var desk = Desk()
        var expected = IdentifierSource(seed: 1)
        _ = desk.send(.post, "/notes/work", user: "ada")
        #expect(desk.state.notes[expected.uuid()] != nil)
        _ = desk.send(.put, "/notes/work", user: "ada")
        _ = expected.uuid()
        _ = desk.send(.post, "/notes/work")
        _ = desk.send(.post, "/notes/work", user: "grace")
        #expect(desk.state.notes[expected.uuid()] != nil)
    }

    @Test func `changes to accounts are taken over and recorded`() {
        var desk = Desk()
        #expect(text(desk.send(.patch, "/users/ada")) == "200 []")
        #expect(desk.accounts.users["ada"]?.name == "renamed")
        #expect(desk.accounts.users.changes.count == 1)
    }

    @Test func `another contract of the same service has its own header fields`() {
        var desk = Desk()
        #expect(desk.act(.get, "/notes").headers == ["Content-Type": "application/json"])
        let method = desk.act(.get, "/notes/work")
        #expect(text(method) == #"405 {"error":"methodNotAllowed"}"#)
        #expect(method.headers["Allow"] == "DELETE, POST, PUT")
        let refused = desk.act(.put, "/notes/play", user: "ada")
        #expect(text(refused) == #"400 {"error":"No topic play","hint":7}"#)
        #expect(refused.headers == ["Content-Type": "application/json", "X": "y"])
    }

    @Test func `input that never became a request is answered in the contract's shape`() {
        let response = NotebookService.contracts[0].transportFailure(413, "Too large")
        #expect(text(response) == #"413 {"error":"Too large"}"#)
        #expect(response.headers["Complete"] == "yes")
    }

    @Test func `what happened is noted`() throws {
        var desk = Desk()
        _ = desk.send(.put, "/notes/play", user: "ada")
        let refused = try #require(desk.exchange)
        #expect(refused.contract == "1")
        #expect(refused.operation == "refuseNote")
        #expect(refused.account == "ada")
        #expect(refused.refused?.refusal == .badTopic)
        #expect(refused.needsDurability)
        _ = desk.send(.post, "/notes/play")
        #expect(desk.exchange?.refused?.refusal == .noUser)
        #expect(desk.exchange?.needsDurability == true)
        _ = desk.send(.get, "/notes")
        #expect(desk.exchange?.refused == nil)
        #expect(desk.exchange?.needsDurability == false)
    }

    @Test(
        arguments: [
            ("/colors", #"{"color":"red"}"#, #"200 "red""#), ("/colors?color=red", "", #"200 "red""#),
            ("/colors", "{}", #"400 {"error":"noColor"}"#),
            ("/colors", #"{"color":null}"#, #"400 {"error":"noColor"}"#),
            ("/colors", #"{"color":7}"#, #"400 {"error":"color is not a string"}"#),
            ("/colors", "", #"400 {"error":"noColor"}"#), ("/colors", "{", #"400 {"error":"noColor"}"#),
        ])
    func `a field is read from the body or the query with its refusals`(target: String, body: String, answer: String) {
        var desk = Desk()
        #expect(text(desk.send(.post, target, body: body)) == answer)
    }

    @Test func `a route has the refusals of its fields, and of finding the caller where it needs one`() {
        let contract = NotebookService.contracts[0]
        func names(_ operation: String) -> [String] {
            contract.routes.routes.filter { $0.description.name == operation }
                .flatMap { contract.refusals(of: $0.description) }.map(\.name)
        }
        #expect(names("readColor") == ["noColor", "badColor"])
        #expect(names("refuseNote") == ["noUser", "tooManyRequests", "badTopic"])
    }
}
