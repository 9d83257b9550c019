internal import Emulation
internal import HTTP
internal import JSON
internal import Persistence
internal import Sandboxes

/// The fault rules of the sandbox.
enum FaultOperations {
    /// `GET /faults`: all rules in their order, with how many requests matched and were faulted.
    @Sendable static func list(_ call: ControlCall) -> Response {
        Response(
            status: 200, headers: [.contentType: "application/json"],
            body: .stream(FaultList(call.sandbox.faults)))
    }

    /// `POST /faults`: `{"match":{…},"when":{…},"then":{…}}` adds a rule after the others.
    @Sendable static func add(
        _ call: ControlCall, _ completion: @escaping ControlOperation.Completion
    ) throws(ControlError) {
        let (body, accounts) = (call.request.body, call.sandbox.world.accounts)
        guard body.count > ControlCall.parsedAtOnceByteCountMax else {
            return completion(.answer(try add(read(body, accounts), call)))
        }
        call.sandbox.background.run {
            Result { () throws(ControlError) in try read(body, accounts) }
        } completion: { (rule: Result<ReadFaultRule, ControlError>) in
            completion(
                Result { () throws(ControlError) in
                    try add(try rule.get(), call).response(JSONErrorBody.commonHeaders)
                })
        }
    }

    private static func read(_ body: [UInt8], _ accounts: Accounts) throws(ControlError)
        -> ReadFaultRule
    {
        let object = try ControlCall.object(in: body)
        do throws(InvalidMember) {
            return try ReadFaultRule(object, accounts)
        } catch {
            throw ControlError(error.problem)
        }
    }

    private static func add(_ rule: ReadFaultRule, _ call: ControlCall) throws(ControlError)
        -> Answer
    {
        do throws(FaultBudget.Shortage) {
            return Answer(201, text: try call.sandbox.faults.add(rule).text)
        } catch {
            throw refusal(of: error)
        }
    }

    private static func refusal(of shortage: FaultBudget.Shortage) -> ControlError {
        switch shortage {
        case .count(let max):
            ControlError(409, "There are \(max) fault rules, the most there can be")
        case .sandbox(let byteCount, let max):
            ControlError(
                409,
                "The fault rules of this sandbox have \(byteCount) bytes, and with this one they "
                    + "would have more than \(max), the most there can be: remove those that are "
                    + "done, or make this one smaller")
        case .all(let byteCount, let max):
            ControlError(
                409,
                "The fault rules of all sandboxes have \(byteCount) bytes, and with this one they "
                    + "would have more than \(max), the most there can be: drop sandboxes or "
                    + "remove rules that are done")
        }
    }

    /// `DELETE /faults`.
    @Sendable static func clear(_ call: ControlCall) -> Answer {
        Answer(200, ["removed": call.sandbox.faults.removeAll().json])
    }

    /// `DELETE /faults/{id}`.
    @Sendable static func remove(_ call: ControlCall) throws(ControlError) -> Answer {
        let id = call.parameters["id"]
        guard call.sandbox.faults.remove(id) else {
            throw ControlError(404, "There is no fault rule \"\(id)\"")
        }
        return Answer(200, ["removed": 1])
    }
}
