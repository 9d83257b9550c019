import Emulation
import HTTP
import JSON
import Testing

struct ServicePerformTests {
    /// A notebook with its surroundings.
    private struct Desk {
        var state = NotebookState()
        var accounts = Accounts()
        var surroundings = Surroundings(identifiers: IdentifierSource(seed: 1), now: Timestamp(milliseconds: 0))

        init() {
            for plan in NotebookService.plans { accounts.plans.load(plan) }
            var user = User()
            user.id = "ada"
            accounts.users.load(user)
        }

        private func request(_ method: HTTP.Method, _ path: String, _ user: String?) -> Request {
            Request(
                method: method, target: path, path: path, headers: user.map { ["User": $0] } ?? HeaderFields())
        }

        mutating func send(_ method: HTTP.Method, _ path: String, user: String? = nil) -> Response {
            NotebookService.perform(
                request(method, path, user), state: &state, accounts: &accounts, surroundings: &surroundings)
        }

        mutating func act(_ method: HTTP.Method, _ path: String, user: String? = nil) -> Response {
            NotebookService.performDashboardAct(
                request(method, path, user), path: path, state: &state, accounts: &accounts,
                surroundings: &surroundings)
        }
    }

    private func text(_ response: Response) -> String {
        "\(response.status) \(String(decoding: response.body, as: UTF8.self))"
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
        #expect(desk.surroundings.limiter.openWindows(now: desk.surroundings.now).isEmpty)
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
        desk.surroundings.now = Timestamp(milliseconds: 60_000)
        #expect(desk.send(.post, "/notes/work", user: "ada").status == 201)
    }

    @Test func `open operations and callers that are nobody's are not counted`() {
        var desk = Desk()
        for _ in 0..<5 {
            #expect(desk.send(.get, "/notes").status == 200)
            #expect(desk.send(.post, "/notes/work", user: "nobody").status == 201)
        }
        #expect(desk.surroundings.limiter.openWindows(now: desk.surroundings.now).isEmpty)
    }

    @Test func `the steps come in their order`() {
        var desk = Desk()
        _ = desk.send(.post, "/notes/work", user: "ada")
        #expect(desk.state.steps == ["authenticate", "operation"])
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

    @Test func `a dashboard's answers and refusals have the control plane's shape without the service's fields`() {
        var desk = Desk()
        #expect(desk.act(.get, "/notes").headers == ["Content-Type": "application/json"])
        #expect(text(desk.act(.get, "/nothing")) == #"404 {"error":"Not found"}"#)
        #expect(text(desk.act(.get, "")) == #"404 {"error":"Not found"}"#)
        let method = desk.act(.get, "/notes/work")
        #expect(text(method) == #"405 {"error":"Method not allowed"}"#)
        #expect(method.headers["Allow"] == "DELETE, POST, PUT")
        let refused = desk.act(.put, "/notes/play", user: "ada")
        #expect(text(refused) == #"400 {"error":"No topic play","hint":7}"#)
        #expect(refused.headers == ["Content-Type": "application/json", "X": "y"])
    }

    @Test func `input that never became a request is answered in the service's shape`() {
        let response = NotebookService.transportErrorResponse(status: 413, message: "Too large")
        #expect(text(response) == #"413 {"error":"Too large"}"#)
        #expect(response.headers["Complete"] == "yes")
    }

    @Test func `a body is read as JSON or is none`() {
        func call(_ body: String) -> Call {
            let request = Request(method: .get, target: "/?a=1&b", path: "/", query: "a=1&b", body: Array(body.utf8))
            var accounts = Accounts()
            let surroundings = Surroundings(identifiers: IdentifierSource(seed: 1), now: .latest)
            return Call(request, PathParameters(), &accounts, surroundings)
        }
        #expect(call(#"{"a":1}"#).json() == ["a": 1])
        #expect(call("").json() == nil)
        #expect(call("{").json() == nil)
        #expect(call("").query["a"] == "1")
    }
}
