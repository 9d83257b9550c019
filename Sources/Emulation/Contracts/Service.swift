/// One of the emulated APIs: the facts that all its contracts share.
///
/// A service is a type without values. Everything that changes is in its state; everything that
/// clients see is in its contracts.
package protocol Service: Sendable {
    associatedtype State: ServiceState
    /// The owner of a credential.
    associatedtype Caller: Sendable
    /// What an operation returns and a contract renders: an entity, a page of them, or nothing.
    associatedtype OperationResult: Sendable

    /// The service's name in seeds, plans and paths of the control plane, such as `cavos`.
    static var name: String { get }
    /// The service's name in sentences.
    static var title: String { get }
    /// The host names of the real service: a request for one of them is this service's, whatever its path is.
    static var hosts: [String] { get }
    /// The prefixes of this service's paths when the host does not decide. The longest prefix of all services wins.
    ///
    /// One without a slash at the end matches whole segments: `/app` owns `/app` and `/app/x`, not `/apps`.
    static var basePaths: [String] { get }
    static var documentedPlans: [Plan] { get }
    /// The plan of a user without a plan or with an unknown one.
    static var defaultPlan: String { get }
    /// The public API's contracts; the first is the default.
    static var contracts: [Contract<Self>] { get }
    /// The operations of the vendor's dashboard, which the control plane serves under `/_understudy/<name>`.
    static var dashboard: Contract<Self> { get }

    /// A request for each operation, which succeeds in the world of the demo seed.
    static var examples: [OperationExample] { get }
    /// What the vendor has and the emulator lacks, in sentences.
    static var notEmulated: [String] { get }
    /// Examples of the refusals that have more than a fixed sentence.
    static var refusalExamples: [Refused] { get }

    /// The id of the contract that the options of a seed choose; nil for the default one.
    static func chosenContract(in state: State) -> String?
    /// A curl command that works on this state, ready to paste; nil when the state has no key for it.
    static func exampleCommand(baseURL: String, state: State) -> String?
    /// Records the use of a credential; the answer does not wait until that is durable.
    static func noteUse(by caller: Caller, at now: Timestamp, in state: inout State)
    /// The id of the user for whom a request is counted; nil if it is not counted.
    static func rateLimitedUser(for caller: Caller, in state: State) -> String?
    /// The header fields from which a key is read.
    static var keyFields: [String] { get }
    /// How each key begins; nil where keys have no form of their own.
    static var keyPrefix: String? { get }
    /// The scheme before a key in `Authorization`; nil for a key alone.
    static var keyScheme: String? { get }
    /// What the service knows of a key, in a form without its scheme; nil for a key of nobody.
    static func facts(ofKey text: String, at now: Timestamp, in state: State) -> KeyFacts?
    /// Whether there is a key that begins with a text.
    static func hasKey(startingWith text: String, in state: State) -> Bool
    /// What a person may have overlooked when the service refused a request, in a sentence.
    static func hint(for exchange: ExchangeRecord, in state: State) -> String?
    /// What the vendor's pages print of requests besides their fields.
    static var printedRequests: PrintedRequests { get }
    /// The number of entities that count against a user's plan; nil if plans have no such limit.
    static func quotaUsage(of user: String, in state: State) -> Int?
}

extension Service {
    package static func chosenContract(in state: State) -> String? { nil }

    package static func noteUse(by caller: Caller, at now: Timestamp, in state: inout State) {}

    package static func quotaUsage(of user: String, in state: State) -> Int? { nil }

    package static var examples: [OperationExample] { [] }

    package static var notEmulated: [String] { [] }

    package static var refusalExamples: [Refused] { [] }

    package static var printedRequests: PrintedRequests { PrintedRequests() }

    package static var keyFields: [String] { [] }

    package static var keyPrefix: String? { nil }

    package static var keyScheme: String? { nil }

    package static func hasKey(startingWith text: String, in state: State) -> Bool { false }

    package static func facts(ofKey text: String, at now: Timestamp, in state: State) -> KeyFacts? {
        nil
    }

    package static func hint(for exchange: ExchangeRecord, in state: State) -> String? { nil }
}
