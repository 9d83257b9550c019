package import Emulation
package import HTTP

/// A type-erased service: its facts, and access to its part of a world.
///
/// A class, because every request looks one up and a struct of many closures is expensive to copy.
package final class AnyService: Sendable {
    package let name: String
    package let title: String
    package let hosts: [String]
    package let basePaths: [String]
    package let documentedPlans: [Plan]
    package let defaultPlan: String
    /// The public API's contracts; the first is the default.
    package let contracts: [AnyContract]
    /// The operations of the vendor's dashboard.
    package let dashboard: AnyContract
    /// A request for each operation, which succeeds in the world of the demo seed.
    package let examples: [OperationExample]
    /// What the vendor has and the emulator lacks, in sentences.
    package let notEmulated: [String]
    /// The contract that the options of a world's seed choose; nil for the default one.
    let chosenContract: @Sendable (World) -> AnyContract?
    /// A curl command that works on a world, ready to paste.
    package let exampleCommand: @Sendable (_ baseURL: String, World) -> String?
    /// How many entities count against a user's plan; nil where plans do not limit them.
    package let quotaUsage: @Sendable (_ user: String, World) -> Int?

    /// The header fields from which a key is read.
    package let keyFields: [String]
    /// How each key begins; nil where keys have no form of their own.
    let keyPrefix: String?
    /// The scheme before a key in `Authorization`; nil for a key alone.
    package let keyScheme: String?
    /// What it knows of a key; nil for a key of nobody.
    let keyFacts: @Sendable (_ key: String, _ now: Timestamp, World) -> KeyFacts?
    /// Whether there is a key that begins with a text.
    let hasKeyStart: @Sendable (_ text: String, World) -> Bool
    /// What the vendor's pages print of requests besides their fields.
    let printedRequests: PrintedRequests
    /// What a person may have overlooked when it refused a request.
    let hint: @Sendable (ExchangeRecord, World) -> String?

    /// - Parameters:
    ///   - service: the service.
    ///   - state: reads its part of a world.
    ///   - withState: lends its part of a world, with the accounts.
    init<S: Service>(
        _ service: S.Type, in state: @escaping @Sendable (World) -> S.State,
        withState: @escaping WithState<S>
    ) {
        name = S.name
        title = S.title
        hosts = S.hosts
        basePaths = S.basePaths
        documentedPlans = S.documentedPlans
        defaultPlan = S.defaultPlan
        let contracts = S.contracts.map { AnyContract($0, in: state, withState) }
        self.contracts = contracts
        chosenContract = { world in
            let id = S.chosenContract(in: state(world))
            return contracts.dropFirst().first { $0.id == id }
        }
        examples = S.examples
        notEmulated = S.notEmulated
        keyFields = S.keyFields
        keyPrefix = S.keyPrefix
        keyScheme = S.keyScheme
        keyFacts = { S.facts(ofKey: $0, at: $1, in: state($2)) }
        hasKeyStart = { S.hasKey(startingWith: $0, in: state($1)) }
        printedRequests = S.printedRequests
        hint = { S.hint(for: $0, in: state($1)) }
        dashboard = AnyContract(S.dashboard, in: state, withState)
        exampleCommand = { S.exampleCommand(baseURL: $0, state: state($1)) }
        quotaUsage = { S.quotaUsage(of: $0, in: state($1)) }
    }

    /// Lends a service its part of a world.
    typealias WithState<S: Service> =
        @Sendable (inout World, (inout S.State, inout Accounts) -> Response?) -> Response?
}

/// A type-erased contract.
package final class AnyContract: Sendable {
    package let id: String
    package let facts: ExchangeRecord.ContractFacts
    /// Finds the route of a request and records it.
    ///
    /// Changes nothing.
    package let match: @Sendable (ExchangeRecord) -> Void
    /// Performs a request whose route was found; nil when it continues in a later turn of the loop.
    package let perform: @Sendable (ExchangeRecord, inout World, inout OperationContext) -> Response?
    /// Continues a request in a later turn.
    package let resume: @Sendable (ExchangeRecord, inout World, inout OperationContext) -> Response?
    /// Performs an example of an operation, and tells the type of its answer.
    package let describe:
        @Sendable (ExchangeRecord, inout World, inout OperationContext) -> (
            response: Response, type: FieldType?
        )?
    /// An example of the answer to a refusal.
    package let example: @Sendable (Refusal) -> Response
    /// Whether an operation needs a credential.
    package let isAuthenticated: @Sendable (_ operation: String) -> Bool
    /// The answer to input that is not a valid request.
    package let transportFailure: @Sendable (_ status: Int, _ message: String) -> Response
    /// The id of the user whose requests are counted; nil without a valid credential.
    package let account: @Sendable (ExchangeRecord, World) -> String?
    /// The answer of a fault rule with a status and perhaps a sentence.
    let fault: @Sendable (_ status: Int, _ message: String?, _ now: Timestamp) -> Response
    /// The answer when a change could not be made durable.
    package let internalError: @Sendable () -> Response
    /// The descriptions of all routes, each with all refusals that it can give.
    package let routes: [(route: RouteDescription, refusals: [Refusal])]
    /// The refusals that do not belong to one operation.
    package let commonRefusals: CommonRefusals

    init<S: Service>(
        _ contract: Contract<S>, in state: @escaping @Sendable (World) -> S.State,
        _ withState: @escaping AnyService.WithState<S>
    ) {
        id = contract.id
        facts = contract.facts
        match = { contract.match($0) }
        perform = { exchange, world, context in
            context.identifiers = world.identifiers
            return withState(&world) { contract.perform(exchange, &$0, &$1, &context) }
        }
        resume = { exchange, world, context in
            // Another request may have replaced the world in between.
            context.identifiers = world.identifiers
            return withState(&world) { contract.resume(exchange, &$0, &$1, &context) }
        }
        describe = { exchange, world, context in
            context.identifiers = world.identifiers
            var type: FieldType?
            let response = withState(&world) { state, accounts in
                let described = contract.describe(exchange, &state, &accounts, &context)
                type = described?.type
                return described?.response
            }
            return response.map { ($0, type) }
        }
        example = { contract.example(of: $0) }
        isAuthenticated = { name in
            let route = contract.routes.routes.first { $0.description.name == name }
            return route?.operation.isAuthenticated ?? false
        }
        transportFailure = { contract.transportFailure($0, $1) }
        account = { contract.account(of: $0, in: state($1)) }
        fault = { contract.fault($0, $1, at: $2) }
        internalError = { contract.internalError }
        routes = contract.routes.routes.map {
            ($0.description, contract.refusals(of: $0.description))
        }
        commonRefusals = contract.refusals
    }
}
