internal import Emulation
internal import JSON
internal import Sandboxes

/// The fault rules of the sandbox.
enum FaultOperations {
    /// `GET /faults`: all rules in their order, with how many requests matched and were faulted.
    @Sendable static func list(_ call: ControlCall) -> Answer {
        Answer(200, ["faults": .array(call.sandbox.faults.rules.map(\.description))])
    }

    /// `POST /faults`: `{"match":{…},"when":{…},"then":{…}}` adds a rule after the others.
    @Sendable static func add(_ call: ControlCall) throws(ControlError) -> Answer {
        let body = try call.object()
        guard call.sandbox.faults.rules.count < FaultRules.countMax else {
            throw ControlError(
                409, "There are \(FaultRules.countMax) fault rules, the most there can be")
        }
        do throws(InvalidMember) {
            let rule = try call.sandbox.faults.add(body, call.sandbox.world.accounts)
            return Answer(201, rule.description)
        } catch {
            throw ControlError(400, error.problem.message)
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
