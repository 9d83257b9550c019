internal import Emulation
internal import HTTP
internal import Sandboxes

/// The coverage of the services' contracts in the sandbox.
enum ContractOperations {
    /// `GET /contract`: how often each declared answer was given, and how requests left the
    /// contract; `service` in the query selects one.
    @Sendable static func coverage(
        _ call: ControlCall, _ completion: @escaping ControlOperation.Completion
    ) throws(ControlError) {
        let name = QueryItems(call.request.query)["service"]
        let known = AnyService.all.map(\.name)
        if let name, !known.contains(name) {
            let nearest = ClosestMatch.nearest(to: name, among: known)
            let advice = nearest.map { ": did you mean \"\($0)\"?" } ?? ""
            throw ControlError(
                member: "service", name, expected: FieldFormat.oneOf(known).expectation + advice)
        }
        advance(CoverageReport(call.sandbox, service: name), call.runLater, completion)
    }

    /// Reads the log in as many turns of the loop as that takes.
    private static func advance(
        _ report: CoverageReport, _ runLater: @escaping ControlPlane.RunLater,
        _ completion: @escaping ControlOperation.Completion
    ) {
        guard report.advance() else { return runLater { advance(report, runLater, completion) } }
        completion(.answer(Answer(200, report.json)))
    }
}
