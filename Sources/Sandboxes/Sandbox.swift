package import Emulation
package import HTTP
package import Persistence

/// One emulated cloud: a world, its clock and its rate windows, all apart from those of other sandboxes.
package final class Sandbox {
    /// What a reset goes back to.
    private let origin: WorldBox
    private let originSurroundings: Surroundings
    private let originClock: SandboxClock
    package var clock: SandboxClock
    /// The world as it is now.
    package private(set) var world: World
    /// What is lent to requests besides; nothing of it is kept.
    private var surroundings: Surroundings
    /// The number of the last change to the world; each is one more than that before it.
    package private(set) var sequence: Int
    /// Is told each change, in the form in which it is kept; nil where nothing is kept.
    package var onChange: ((JournalEntry) -> Void)?

    /// - Parameters:
    ///   - world: what a reset comes back to.
    ///   - identifiers: makes all ids and keys.
    ///   - clock: the sandbox's time.
    package init(world: World, identifiers: IdentifierSource, clock: SandboxClock) {
        origin = WorldBox(world)
        originSurroundings = Surroundings(identifiers: identifiers, now: .unset)
        originClock = clock
        self.world = world
        surroundings = originSurroundings
        self.clock = clock
        sequence = 0
    }

    /// Goes on from a world that was kept.
    package func resume(_ world: World, sequence: Int) {
        self.world = world
        surroundings.identifiers.skip(to: sequence)
        self.sequence = sequence
    }

    /// How many entities of each kind there are.
    package var summary: String { world.summary }

    /// A curl command that works on a service as it is here; nil where there is none.
    package func example(of service: AnyService, url: String) -> String? {
        service.example(url, world)
    }

    /// Performs a request of a service's public API.
    package func perform(_ request: Request, on service: AnyService, systemTime: Timestamp) -> Response {
        surroundings.now = clock.now(systemTime: systemTime)
        let response = service.perform(request, &world, &surroundings)
        settleChanges()
        return response
    }

    /// Performs one of a service's dashboard acts; the path is the one below the control plane's `/<name>`.
    package func performAct(
        _ request: Request, path: String, on service: AnyService, systemTime: Timestamp
    ) -> Response {
        surroundings.now = clock.now(systemTime: systemTime)
        let response = service.performAct(request, path, &world, &surroundings)
        settleChanges()
        return response
    }

    private func settleChanges() {
        guard let onChange else {
            if world.drainChanges() > 0 { sequence += 1 }
            return
        }
        guard let changes = world.takeChanges() else { return }
        sequence += 1
        onChange(JournalEntry(sequence: sequence, content: .changes(changes)))
    }

    /// Goes back to the seed: data, ids, rate windows and clock.
    package func reset() {
        world = origin.value
        surroundings = originSurroundings
        clock = originClock
        settleReplacement()
    }

    /// Puts another world in the place of this one; windows and clock stay, and what counts goes on counting.
    package func replaceWorld(_ world: World) {
        let earlier = self.world
        self.world = world
        self.world.adoptCounters(from: earlier)
        settleReplacement()
    }

    private func settleReplacement() {
        sequence += 1
        onChange?(JournalEntry(sequence: sequence, content: .replacement(WorldText(world))))
    }

    /// Goes back to how the world was after an earlier change; rate windows, clock and ids stay.
    package func rollBack(to world: World, sequence: Int) {
        self.world = world
        self.sequence = sequence
    }

    /// All but the world, for taking back a reset that could not be kept.
    package var checkpoint: SandboxCheckpoint {
        get { SandboxCheckpoint(surroundings: surroundings, clock: clock) }
        set {
            surroundings = newValue.surroundings
            clock = newValue.clock
        }
    }

    /// Makes a source of identifiers of its own for reading a world into this sandbox.
    package func branchIdentifiers() -> IdentifierSource {
        surroundings.identifiers.branch()
    }

    /// The rate windows.
    package var limiter: RateLimiter {
        get { surroundings.limiter }
        set { surroundings.limiter = newValue }
    }

    /// What a sandbox has besides its world.
    package struct SandboxCheckpoint: Sendable {
        fileprivate let surroundings: Surroundings
        fileprivate let clock: SandboxClock
    }
}
