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
    /// The system time of its creation.
    package let createdAt: Timestamp
    /// The system time of the last use.
    package var lastUsedAt: Timestamp
    /// How many requests have no answer yet.
    private var openRequestCount = 0
    /// The world that a reset restores; nil without a seed.
    private var origin: WorldBox?
    private let originClock: SandboxClock
    /// The stream of ids and keys of each world that is read without a position of its own.
    ///
    /// It is the same each time, so that whoever reads the same text gets the same world.
    package let identifiers: IdentifierSource
    package private(set) var world: World
    private var currentClock: SandboxClock
    private var context: OperationContext
    /// The contracts that were chosen for this sandbox, by the service's name.
    private let fixedContracts: [String: AnyContract]
    /// The contracts that differ from their services' defaults, by the service's name: the fixed
    /// ones, else those that the options of the world choose, which no request changes.
    private var contracts: [String: AnyContract] = [:]
    /// The number of the last change to the world; each is one more than the change before it.
    package private(set) var sequence: Int
    /// Oldest first; some may be durable already.
    private var checkpoints: [Checkpoint] = []
    /// Called with each change in the form in which it is stored; nil without storage.
    package var onChange: ((JournalEntry) -> Void)?

    /// What the requests of a test are to meet; not stored on disk.
    package let faults = FaultRules()
    /// What its services were asked; not stored on disk.
    package let requestLog = RequestLog()
    /// How often they gave each declared answer; not stored on disk.
    package let coverage = Coverage()

    /// The state on disk; nil for a sandbox in memory.
    package private(set) var storage: Storage?
    package private(set) var snapshots: NamedSnapshotStore
    /// Runs jobs that would block the loop; the default queue runs them at once.
    package var background: BackgroundQueue {
        didSet { snapshots.queue = background }
    }

    /// - Parameters:
    ///   - name: the name in URLs and logs.
    ///   - world: the world to begin with, which a reset restores; nil waits for a stored one.
    ///   - identifiers: the stream of ids and keys of each world that is read without a position of
    ///     its own.
    ///   - clock: the sandbox's time.
    ///   - createdAt: the system time.
    package convenience init(
        name: String = Sandbox.defaultName, world: World?, identifiers: IdentifierSource,
        clock: SandboxClock, createdAt: Timestamp = Timestamp(milliseconds: 0)
    ) {
        self.init(
            name: name, start: world.map(WorldBox.init), identifiers, clock, RateLimiter(), [:],
            createdAt: createdAt)
    }

    /// Makes a sandbox from a copy of another's state.
    package convenience init(name: String, _ start: Start, createdAt: Timestamp) {
        self.init(
            name: name, start: WorldBox(start.world), start.identifiers,
            start.clock.restartable(systemTime: createdAt), start.limiter, start.contracts,
            createdAt: createdAt)
    }

    private init(
        name: String, start: WorldBox?, _ identifiers: IdentifierSource, _ clock: SandboxClock,
        _ limiter: RateLimiter, _ contracts: [String: AnyContract], createdAt: Timestamp
    ) {
        self.name = name
        self.createdAt = createdAt
        lastUsedAt = createdAt
        origin = start
        originClock = clock
        self.identifiers = identifiers
        world = start?.value ?? World()
        context = OperationContext(identifiers: world.identifiers, now: .unset)
        context.limiter = limiter
        currentClock = clock
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

    // MARK: Use

    /// Counts a request that has no answer yet.
    package func beginRequest() {
        openRequestCount += 1
    }

    /// Counts the answer to a request.
    ///
    /// - Parameter time: the system time, when the request was a use of the sandbox; nil for one
    ///   that does not prolong its life.
    package func endRequest(usedAt time: Timestamp?) {
        openRequestCount -= 1
        if let time { lastUsedAt = max(lastUsedAt, time) }
    }

    /// Whether a request has no answer yet, or one that is still being sent: a delayed or paced
    /// answer, or the live stream of the log.
    var isInUse: Bool { openRequestCount > 0 || requestLog.hasStreams || faults.isHolding }

    /// Makes this sandbox the owner of its stored state.
    func attach(_ storage: Storage) {
        self.storage = storage
        background = storage.requests
        snapshots = NamedSnapshotStore(directory: storage.directory, queue: background)
    }

    /// Continues from a stored world.
    package func resume(_ world: World, sequence: Int) {
        self.world = world
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

    /// Performs a request whose route was found; nil when it continues in a later turn of the loop.
    package func perform(_ exchange: ExchangeRecord, by contract: AnyContract) -> Response? {
        context.now = exchange.now
        let response = contract.perform(exchange, &world, &context)
        exchange.didChange = recordChanges()
        return response
    }

    /// Continues a request in a later turn.
    package func resume(_ exchange: ExchangeRecord, by contract: AnyContract) -> Response? {
        context.now = exchange.now
        let response = contract.resume(exchange, &world, &context)
        if recordChanges() { exchange.didChange = true }
        return response
    }

    /// Calls back when all changes so far are durable; with false when they were rolled back.
    package func whenDurable(_ completion: @escaping JournalCommitter.Completion) {
        guard let storage else { return completion(true) }
        storage.whenDurable(completion)
    }

    /// Passes the changes since the last call to the storage; returns whether there were any.
    ///
    /// A request that changes nothing uses up no identifiers either.
    private func recordChanges() -> Bool {
        guard world.hasChanges else { return false }
        let isStreamMoved = context.identifiers != world.identifiers
        world.identifiers = context.identifiers
        sequence += 1
        guard let onChange else {
            world.drainChanges()
            return true
        }
        let changes = world.takeChanges(includesStream: isStreamMoved)
        onChange(JournalEntry(sequence: sequence, content: .changes(changes)))
        return true
    }

    // MARK: Copies

    /// What a sandbox begins with: values, so that copying takes constant time.
    package struct Start {
        package var world: World
        /// The stream of each world that is read without a position of its own.
        package var identifiers: IdentifierSource
        package var clock: SandboxClock
        package var limiter = RateLimiter()
        /// The contracts that differ from those of the world's options, by the service's name.
        package var contracts: [String: AnyContract]
    }

    /// The sandbox as it is now: its world, clock, rate windows and contracts.
    package var fork: Start {
        Start(
            world: world, identifiers: identifiers, clock: clock, limiter: limiter,
            contracts: fixedContracts)
    }

    /// The sandbox as a reset makes it; nil without a seed.
    package func freshStart(at systemTime: Timestamp) -> Start? {
        origin.map { start(with: $0.value, at: systemTime) }
    }

    /// Another world under the clock that a reset restores, without rate windows.
    package func start(with world: World, at systemTime: Timestamp) -> Start {
        Start(
            world: world, identifiers: identifiers,
            clock: originClock.restarted(systemTime: systemTime), contracts: fixedContracts)
    }

    /// Frees what is large in the background, when the sandbox is not used any more.
    func discard() {
        faults.removeAll()
        let last = world
        world = World()
        background.free(consume last)
        background.free(origin.take())
        background.free(snapshots.takeWorlds())
    }

    // MARK: Other worlds

    /// Called when a replacement of the world is durable or, with false, was undone.
    package typealias Completion = JournalCommitter.Completion

    /// Whether there is a seed that a reset restores.
    package var hasSeed: Bool { origin != nil }

    /// Restores the seed and everything else of a fresh start; nothing without a seed.
    package func reset(at systemTime: Timestamp, _ completion: @escaping Completion = { _ in }) {
        guard let origin else { return }
        faults.reset()
        requestLog.clear()
        coverage.clear()
        let clock = originClock.restarted(systemTime: systemTime)
        replace(by: origin.value, limiter: RateLimiter(), clock: clock, completion)
    }

    /// Replaces the world, and forgets the rate windows; the clock and limits that were set stay.
    package func replaceWorld(_ world: World, _ completion: @escaping Completion = { _ in }) {
        var limiter = limiter
        limiter.clearWindows()
        replace(by: world, limiter: limiter, clock: clock, completion)
    }

    private func replace(
        by world: World, limiter: RateLimiter, clock: SandboxClock,
        _ completion: @escaping Completion
    ) {
        sequence += 1
        noteCheckpoint()
        // Freed on the worker, where a large world blocks nobody, and only when the replacement is
        // durable: until then the storage refers to it too, and the last reference frees it.
        var replaced: WorldBox? = WorldBox(self.world)
        self.world = world
        chooseContracts()
        context.limiter = limiter
        currentClock = clock
        onChange?(JournalEntry(sequence: sequence, content: .replacement(WorldText(world))))
        whenDurable { [background] isDurable in
            completion(isDurable)
            background.free(replaced.take())
        }
    }

    /// Restores the world after an earlier change, and what clock and rate windows were before a
    /// request that is refused with the later changes.
    package func rollBack(to world: World, sequence: Int) {
        var refused: WorldBox? = WorldBox(self.world)
        self.world = world
        background.free(refused.take())
        self.sequence = sequence
        chooseContracts()
        if let checkpoint = checkpoints.first(where: { $0.sequence > sequence }) {
            context.limiter = checkpoint.limiter
            currentClock = checkpoint.clock
        }
        checkpoints = []
    }

    // MARK: Clock and rate windows

    package var clock: SandboxClock {
        get { currentClock }
        set {
            noteCheckpoint()
            currentClock = newValue
        }
    }

    package var limiter: RateLimiter {
        get { context.limiter }
        set {
            noteCheckpoint()
            context.limiter = newValue
        }
    }

    /// Notes clock and rate windows before a request changes them whose answer waits for the
    /// changes of the world so far.
    private func noteCheckpoint() {
        guard let durable = storage?.durableSequence else { return }
        checkpoints.removeAll { $0.sequence <= durable }
        guard sequence > durable else { return }
        checkpoints.append(Checkpoint(sequence: sequence, limiter: limiter, clock: currentClock))
    }

    private struct Checkpoint {
        /// The request is answered when this change is durable, and refused if it is rolled back.
        let sequence: Int
        let limiter: RateLimiter
        let clock: SandboxClock
    }
}
