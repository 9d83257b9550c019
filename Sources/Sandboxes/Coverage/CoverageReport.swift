internal import Emulation
internal import HTTP
package import JSON

/// Writes the coverage of the contracts that a sandbox uses.
///
/// The counts are those since the start or the last reset. The findings come from the entries of
/// the request log, so that they cost nothing while a request is answered: they are about the
/// requests that the log still has, and the report says how many these are. The log is read in
/// steps, since a full one would hold the loop.
package final class CoverageReport {
    private let log: RequestLog
    private let coverage: Coverage
    private let services: [(service: AnyService, contract: AnyContract)]
    /// The numbers of the entries when it began.
    private let ids: Range<Int>
    private var id: Int
    /// By service, then by operation.
    private var findings: [[FindingList]]
    private var readCount = 0
    private var cutCount = 0

    private static let stepsPerTurn = 300
    private static let bytesPerStep = 64

    /// - Parameters:
    ///   - sandbox: has the counts and the log.
    ///   - name: the name of a service; nil for all.
    package init(_ sandbox: Sandbox, service name: String?) {
        log = sandbox.requestLog
        coverage = sandbox.coverage
        services = AnyService.all.filter { $0.name == name ?? $0.name }
            .map { ($0, sandbox.contract(of: $0)) }
        findings = services.map {
            Array(repeating: FindingList(), count: $0.contract.routes.count)
        }
        ids = log.ids
        id = ids.lowerBound
    }

    /// Reads some entries of the log.
    ///
    /// - Returns: whether all were read.
    package func advance() -> Bool {
        var stepsLeft = Self.stepsPerTurn
        while id < ids.upperBound, stepsLeft > 0 {
            stepsLeft -= 1
            if let entry = log.entry(id) { stepsLeft -= read(entry) / Self.bytesPerStep }
            id += 1
        }
        return id == ids.upperBound
    }

    /// - Returns: how many bytes were looked at.
    private func read(_ entry: RequestLogEntry) -> Int {
        let exchange = entry.exchange
        let index = services.firstIndex {
            $0.service.name == exchange.service && $0.contract.id == exchange.contract
        }
        guard let index, exchange.refused != nil || 200..<400 ~= exchange.status else { return 0 }
        // The log has no parameters of paths, which older forms may depend on.
        services[index].contract.match(exchange)
        guard case .route(let operation, _) = exchange.match else { return 0 }
        guard entry.isWhole else {
            cutCount += 1
            return 0
        }
        readCount += 1
        let printed = services[index].service.printedRequests
        for finding in ContractFinding.all(in: exchange, printed) {
            findings[index][operation].count(finding, in: entry.id)
        }
        return exchange.request.body.count + exchange.request.target.utf8.count
    }

    // MARK: The report

    package var json: JSONValue {
        let list = zip(services, findings).map { json($0.contract, of: $0.service, $1) }
        return ["services": .array(list), "log": log.isOn ? logJSON : .null]
    }

    /// From how many requests the findings are.
    private var logJSON: JSONValue {
        [
            "requests": readCount.json, "cut_bodies": cutCount.json,
            "evicted": log.evicted.count.json,
        ]
    }

    private func json(_ contract: AnyContract, of service: AnyService, _ lists: [FindingList])
        -> JSONValue
    {
        let counts = coverage.counts(of: contract)
        var tally = AnswerTally()
        let operations = contract.routes.indices.map { index in
            json(contract.routes[index], counts.operations[index], lists[index], &tally)
        }
        let common = contract.commonRefusals
        let isSame = common.notFound == common.methodNotAllowed
        var rows = [(common.notFound, counts.notFound)]
        if isSame {
            rows[0].1 += counts.methodNotAllowed
        } else {
            rows.append((common.methodNotAllowed, counts.methodNotAllowed))
        }
        let refusals = rows.map { Self.json($0, count: $1, &tally) }
        return [
            "service": .string(service.name), "contract": .string(contract.id),
            "met": tally.met.json, "declared": tally.declared.json,
            "operations": .array(operations), "refusals": .array(refusals),
            "unmatched": counts.unmatched.json,
        ]
    }

    private func json(
        _ route: (route: RouteDescription, refusals: [Refusal]),
        _ counts: ContractCounts.OperationCounts, _ list: FindingList, _ tally: inout AnswerTally
    ) -> JSONValue {
        let answers = counts.successes.map { status, count -> JSONValue in
            ["status": status.json, "count": count.json]
        }
        tally.add(isMet: !answers.isEmpty)
        var refusals: [JSONValue] = []
        for (index, refusal) in route.refusals.enumerated() {
            refusals.append(Self.json(refusal, count: counts.count(ofRefusal: index), &tally))
        }
        return [
            "operation": .string(route.route.name),
            "method": .string(route.route.method.rawValue),
            "path": .string(route.route.pattern.description), "answers": .array(answers),
            "refusals": .array(refusals), "faulted": counts.faulted.json,
            "findings": .array(list.json), "other_findings": list.otherCount.json,
        ]
    }

    private static func json(_ refusal: Refusal, count: Int, _ tally: inout AnswerTally)
        -> JSONValue
    {
        tally.add(isMet: count > 0)
        return [
            "refusal": .string(refusal.name), "status": refusal.status.json,
            "message": .string(refusal.message), "basis": .string(refusal.basis.rawValue),
            "count": count.json,
        ]
    }

    /// How many declared answers there are, and how many were met.
    ///
    /// An operation declares one successful answer besides its refusals.
    private struct AnswerTally {
        private(set) var met = 0
        private(set) var declared = 0

        mutating func add(isMet: Bool) {
            declared += 1
            if isMet { met += 1 }
        }
    }
}

/// The different findings about an operation, bounded whatever clients send.
private struct FindingList {
    private var findings: [(finding: ContractFinding, count: Int, lastID: Int)] = []
    private var indexes: [ContractFinding: Int] = [:]
    /// How often others were found.
    private(set) var otherCount = 0

    private static let countMax = 50

    mutating func count(_ finding: ContractFinding, in id: Int) {
        if let index = indexes[finding] {
            findings[index].count += 1
            findings[index].lastID = id
        } else if findings.count < Self.countMax {
            indexes[finding] = findings.count
            findings.append((finding, 1, id))
        } else {
            otherCount += 1
        }
    }

    var json: [JSONValue] {
        findings.map { finding, count, lastID in
            [
                "kind": .string(finding.kind.rawValue),
                "name": finding.name.map { .string($0.text) } ?? .null, "count": count.json,
                "request": lastID.json,
            ]
        }
    }
}
