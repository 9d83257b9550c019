package import Emulation
package import HTTP
package import Persistence

/// One emulated cloud: a world, its clock and its rate windows, independent of other sandboxes.
///
/// A class confined to the loop. The world is a value: forks, resets and rollbacks are assignments.
package final class Sandbox {
    /// The name of the sandbox that the bare URL reaches.
    package static let defaultName = "default"

    package let name: String
    /// The world that a reset restores.
    private let origin: WorldBox
    private let originContext: OperationContext
    private let originClock: SandboxClock
    package var clock: SandboxClock
    package private(set) var world: World
    private var context: OperationContext
    /// The contracts that were chosen for this sandbox, by the service's name.
    private let fixedContracts: [String: AnyContract]
    /// The contracts that differ from their services' defaults, by the service's name: the fixed
    /// ones, else those that the options of the world choose, which no request changes.
    private var contracts: [String: AnyContract] = [:]
    /// The number of the last change to the world; each is one more than the change before it.
    package private(set) var sequence: Int
    /// Called with each change in the form in which it is stored; nil without storage.
    package var onChange: ((JournalEntry) -> Void)?

    /// The state on disk; nil for a sandbox in memory.
    package private(set) var storage: Storage?
    package private(set) var snapshots: NamedSnapshotStore
    /// Runs jobs that would block the loop; the default queue runs them at once.
    package var background: BackgroundQueue

    /// - Parameters:
    ///   - name: the name in URLs and logs.
    ///   - world: the world that a reset restores.
    ///   - identifiers: the source of all ids and keys.
    ///   - clock: the sandbox's time.
    ///   - contracts: the contracts that differ from those of the world's options, by the
    ///     service's name.
    package init(
        name: String = Sandbox.defaultName, world: World, identifiers: IdentifierSource, clock: SandboxClock,
        contracts: [String: AnyContract] = [:]
    ) {
        self.name = name
        origin = WorldBox(world)
        originContext = OperationContext(identifiers: identifiers, now: .unset)
        originClock = clock
        self.world = world
        context = originContext
        self.clock = clock
        fixedContracts = contracts
        background = BackgroundQueue(worker: nil)
        snapshots = NamedSnapshotStore(directory: nil, queue: background)
        sequence = 0
        chooseContracts()
    }

    private func chooseContracts() {
        contracts = fixedContracts
        for service in AnyService.all where contracts[service.name] == nil {
            contracts[service.name] = service.chosenContract(world)
        }
    }

    /// Makes this sandbox the owner of its stored state.
    func attach(_ storage: Storage) {
        self.storage = storage
        background = storage.requests
        snapshots = NamedSnapshotStore(directory: storage.directory, queue: background)
    }

    /// Continues from a stored world.
    package func resume(_ world: World, sequence: Int) {
        self.world = world
        context.identifiers.skip(to: sequence)
        self.sequence = sequence
        chooseContracts()
    }

    /// The number of entities of each kind.
    package var summary: String { world.summary }

    /// A curl command that works on a service in its current state; nil if no key allows one.
    package func exampleCommand(of service: AnyService, baseURL: String) -> String? {
        service.exampleCommand(baseURL, world)
    }

    /// The contract that this sandbox uses for a service.
    package func contract(of service: AnyService) -> AnyContract {
        if contracts.isEmpty { return service.contracts[0] }
        return contracts[service.name] ?? service.contracts[0]
    }

    /// Performs a request whose route was found.
    package func perform(_ exchange: ExchangeRecord, by contract: AnyContract) -> Response {
        context.now = exchange.now
        let response = contract.perform(exchange, &world, &context)
        exchange.didChange = recordChanges()
        return response
    }

    /// Calls back when all changes so far are durable; with false when they were rolled back.
    package func whenDurable(_ completion: @escaping JournalCommitter.Completion) {
        guard let storage else { return completion(true) }
        storage.whenDurable(completion)
    }

    /// Passes the changes since the last call to the storage; returns whether there were any.
    private func recordChanges() -> Bool {
        guard let onChange else {
            guard world.drainChanges() > 0 else { return false }
            sequence += 1
            return true
        }
        guard let changes = world.takeChanges() else { return false }
        sequence += 1
        onChange(JournalEntry(sequence: sequence, content: .changes(changes)))
        return true
    }

    /// Restores the seed: data, ids, rate windows and clock.
    package func reset() {
        world = origin.value
        context = originContext
        clock = originClock
        recordReplacement()
    }

    /// Replaces the world.
    ///
    /// Rate windows and clock stay; integer ids continue above those of both worlds.
    package func replaceWorld(_ world: World) {
        let earlier = self.world
        self.world = world
        self.world.adoptCounters(from: earlier)
        recordReplacement()
    }

    private func recordReplacement() {
        chooseContracts()
        sequence += 1
        onChange?(JournalEntry(sequence: sequence, content: .replacement(WorldText(world))))
    }

    /// Restores the world after an earlier change; rate windows, clock and identifier stream stay.
    package func rollBack(to world: World, sequence: Int) {
        self.world = world
        self.sequence = sequence
        chooseContracts()
    }

    /// Everything but the world, for undoing a reset that could not be made durable.
    package var checkpoint: SandboxCheckpoint {
        get { SandboxCheckpoint(context: context, clock: clock) }
        set {
            context = newValue.context
            clock = newValue.clock
        }
    }

    /// A source of identifiers for reading a world into this sandbox; this sandbox's own is not affected.
    package func branchIdentifiers() -> IdentifierSource {
        context.identifiers.branch()
    }

    package var limiter: RateLimiter {
        get { context.limiter }
        set { context.limiter = newValue }
    }

    /// The state of a sandbox besides its world.
    package struct SandboxCheckpoint: Sendable {
        fileprivate let context: OperationContext
        fileprivate let clock: SandboxClock
    }
}
