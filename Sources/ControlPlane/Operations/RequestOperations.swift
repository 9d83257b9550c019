internal import Emulation
internal import HTTP
internal import JSON
internal import Sandboxes

/// The request log of the sandbox.
enum RequestOperations {
    private static let pageItems = ["limit", "cursor", "order"]

    /// `GET /requests`: a page of the log, the newest request first.
    ///
    /// The query has the members of a matcher, `limit`, `cursor` (the `next_cursor` of the page
    /// before) and `order`.
    @Sendable static func list(_ call: ControlCall) throws(ControlError) -> Response {
        let log = try log(of: call)
        let query = QueryItems(call.request.query)
        let matcher = try matcher(query, except: pageItems, call)
        let limit = try number("limit", in: query, 1...RequestPage.countMax)
        let orders = RequestPage.Order.allCases.map(\.rawValue)
        let orderText = query["order"] ?? RequestPage.Order.newest.rawValue
        guard let order = RequestPage.Order(rawValue: orderText) else {
            throw ControlError(
                member: "order", orderText, expected: FieldFormat.oneOf(orders).expectation)
        }
        let page = RequestPage(
            log, matcher, order: order, count: limit ?? RequestPage.countDefault,
            cursor: try number("cursor", in: query, 0...Int.max))
        return Response(
            status: 200, headers: [.contentType: "application/json"], body: .stream(page))
    }

    /// `GET /requests/{id}`.
    @Sendable static func get(_ call: ControlCall) throws(ControlError) -> Answer {
        let text = call.parameters["id"]
        guard let json = try log(of: call).json(ofEntry: text) else {
            throw ControlError(404, "There is no request \"\(text)\" in the log")
        }
        return Answer(200, json)
    }

    /// `DELETE /requests`.
    @Sendable static func clear(_ call: ControlCall) throws(ControlError) -> Answer {
        Answer(200, ["removed": try log(of: call).clear().json])
    }

    /// `GET /requests/stream`: the requests that match, as server-sent events.
    ///
    /// `Last-Event-ID` continues after that request.
    @Sendable static func stream(_ call: ControlCall) throws(ControlError) -> Response {
        let log = try log(of: call)
        let matcher = try matcher(QueryItems(call.request.query), except: [], call)
        guard log.hasRoomForStream else {
            throw ControlError(
                429, "There are \(RequestLog.streamCountMax) streams, the most there can be")
        }
        let text = call.request.headers[.lastEventID]
        let id = text.flatMap { Int(digits: $0) }
        guard text == nil || id != nil else {
            throw ControlError(
                400, field: "Last-Event-ID", text,
                expected: "the id of a request, which is a non-negative integer")
        }
        return Response(
            status: 200, headers: [.contentType: "text/event-stream", "Cache-Control": "no-store"],
            body: .stream(RequestStream(log, matcher, after: id)))
    }

    /// `POST /requests/verify`: 200 when the log is as expected, else 409 with what differs.
    @Sendable static func verify(
        _ call: ControlCall, _ completion: @escaping ControlOperation.Completion
    ) throws(ControlError) {
        let log = try log(of: call)
        let body = try call.object()
        let assertion: RequestAssertion
        do throws(InvalidMember) {
            assertion = try RequestAssertion(body, call.sandbox.world.accounts)
        } catch {
            throw ControlError(error.problem)
        }
        advance(RequestVerification(log, assertion), call.runLater, completion)
    }

    /// Looks at the log in as many turns of the loop as that takes.
    private static func advance(
        _ verification: RequestVerification, _ runLater: @escaping ControlPlane.RunLater,
        _ completion: @escaping ControlOperation.Completion
    ) {
        guard verification.advance() else {
            return runLater { advance(verification, runLater, completion) }
        }
        switch verification.verdict {
        case .fulfilled(let members): completion(.answer(Answer(200, .object(members))))
        case .failed(let message, let members):
            completion(.failure(ControlError(409, message, members: members)))
        }
    }

    static func log(of call: ControlCall) throws(ControlError) -> RequestLog {
        let log = call.sandbox.requestLog
        guard log.isOn else {
            throw ControlError(409, "Requests are not logged: start without --no-request-log")
        }
        return log
    }

    private static func matcher(_ query: QueryItems, except others: [String], _ call: ControlCall)
        throws(ControlError) -> RequestMatcher
    {
        do throws(InvalidMember) {
            return try RequestMatcher(query: query, except: others, call.sandbox.world.accounts)
        } catch {
            throw ControlError(error.problem)
        }
    }

    private static func number(
        _ name: String, in query: QueryItems, _ range: ClosedRange<Int>
    ) throws(ControlError) -> Int? {
        guard let text = query[name] else { return nil }
        guard let number = Int(digits: text), range.contains(number) else {
            let format =
                range.upperBound == .max ? FieldFormat.nonNegative : FieldFormat.integer(range)
            throw ControlError(member: name, text, expected: format.expectation)
        }
        return number
    }
}
