package import Emulation

/// How often the services of a sandbox gave each answer that their contracts declare.
///
/// Counted when a request is answered, in arrays by the indexes of operations and refusals, so that
/// a request costs no more than a search among the refusals of its operation. Whatever needs the
/// text of a request is found in the request log, when the coverage is read (`CoverageReport`).
/// Not stored on disk. Confined to the loop.
package final class Coverage {
    /// Those of the contracts that were asked something.
    private var contracts: [ContractCounts] = []

    package init() {}

    /// Counts an answer of a public API.
    ///
    /// Input that is no request, such as a body over the limit, is not counted.
    ///
    /// - Parameters:
    ///   - exchange: the request; its match is known.
    ///   - contract: answered it.
    ///   - status: the status of the answer, whether or not it was sent.
    ///   - isFaulted: whether a fault rule answered instead of the service, or dropped the answer.
    package func count(
        _ exchange: ExchangeRecord, by contract: AnyContract, status: Int, isFaulted: Bool
    ) {
        guard exchange.failure == nil else { return }
        if let index = contracts.firstIndex(where: { $0.contract === contract }) {
            return contracts[index].count(exchange, status: status, isFaulted: isFaulted)
        }
        var counts = ContractCounts(contract)
        counts.count(exchange, status: status, isFaulted: isFaulted)
        contracts.append(counts)
    }

    /// Forgets all counts.
    func clear() {
        contracts = []
    }

    func counts(of contract: AnyContract) -> ContractCounts {
        contracts.first { $0.contract === contract } ?? ContractCounts(contract)
    }
}

/// The counts of one contract.
struct ContractCounts {
    let contract: AnyContract
    /// In the order of the contract's routes.
    private(set) var operations: [OperationCounts]
    private(set) var notFound = 0
    private(set) var methodNotAllowed = 0
    private(set) var unmatched = UnmatchedRequests()

    /// The counts of an operation.
    struct OperationCounts {
        /// Few operations have answers of more than one status.
        private(set) var successes: [(status: Int, count: Int)] = []
        /// In the order of the refusals that the contract declares; empty before the first one.
        private var refusals: [Int] = []
        /// The requests that a fault rule answered instead.
        fileprivate(set) var faulted = 0

        fileprivate mutating func countSuccess(_ status: Int) {
            if let index = successes.firstIndex(where: { $0.status == status }) {
                successes[index].count += 1
            } else {
                successes.append((status, 1))
                successes.sort { $0.status < $1.status }
            }
        }

        fileprivate mutating func count(_ refusal: Refusal, of declared: [Refusal]) {
            guard let index = declared.firstIndex(of: refusal) else { return }
            if refusals.isEmpty { refusals = Array(repeating: 0, count: declared.count) }
            refusals[index] += 1
        }

        /// How often a refusal was given.
        func count(ofRefusal index: Int) -> Int { refusals.isEmpty ? 0 : refusals[index] }
    }

    fileprivate init(_ contract: AnyContract) {
        self.contract = contract
        operations = Array(repeating: OperationCounts(), count: contract.routes.count)
    }

    fileprivate mutating func count(_ exchange: ExchangeRecord, status: Int, isFaulted: Bool) {
        guard case .route(let index, _) = exchange.match else {
            return isFaulted ? () : countWithoutRoute(exchange)
        }
        // The answer to a change that could not be written is another than the operation's.
        let refusal = exchange.refused?.refusal ?? contract.commonRefusals.internalError
        if isFaulted {
            operations[index].faulted += 1
        } else if exchange.refused == nil, status < 400 {
            operations[index].countSuccess(status)
        } else if refusal.status == status {
            operations[index].count(refusal, of: contract.routes[index].refusals)
        }
    }

    private mutating func countWithoutRoute(_ exchange: ExchangeRecord) {
        // Without a refusal it is the answer to a preflight request.
        guard exchange.refused != nil else { return }
        switch exchange.match {
        case .otherMethods: methodNotAllowed += 1
        case .nothing, .route: notFound += 1
        }
        unmatched.count(exchange, among: contract)
    }
}
