/// A single-threaded event loop over sockets, timers, signals and wake-ups (epoll).
///
/// All callbacks run on the thread of `run()`, one at a time, so that the application needs no
/// lock. Only `waker` may be used from other threads.
package final class EventLoop {
    /// The progress of a stop.
    enum Life {
        case running
        case toStop
        case stopping(deadline: Int64)
        case over
    }

    /// Wakes the loop from any thread.
    package let waker: LoopWaker
    /// Called after a wake-up.
    package var onWake: (() -> Void)?

    let configuration: Configuration
    let handler: any RequestHandler
    let poller: Poller
    var acceptors: [Acceptor] = []
    var signalWatchers: [SignalWatcher] = []
    var connections = ConnectionTable()
    var timers = TimerQueue()
    var life = Life.running

    /// The time at the start of the turn.
    var now: Int64
    var nextSweepAt: Int64?
    /// Whether accepting waits until descriptors are free again.
    var isAcceptingPaused = false
    var waitingQueue = WaitingQueue()
    /// The number of bytes of all incomplete requests.
    var heldByteCount = 0
    var lastGeneration: UInt32 = 0
    var lastExchangeNumber: UInt64 = 0

    /// Connections to drive before the loop blocks.
    var ready: [Connection] = []
    /// Connections that reached the maximum of the turn and continue in the next one.
    var yielded: [Connection] = []
    /// Actions to run soon, some in each turn.
    var pending: [() -> Void] = []
    /// The buffer for reading.
    var inbox = [UInt8](repeating: 0, count: 65_536)
    /// The buffer for answers, lent to the driven connection: an idle connection has none.
    var spareOutput: [UInt8] = []

    /// Makes a loop without listening sockets.
    package init(configuration: Configuration, handler: any RequestHandler) throws(ListenError) {
        self.configuration = configuration
        self.handler = handler
        poller = try Poller()
        waker = try LoopWaker()
        now = configuration.clock()
        try watch(waker.descriptor)
    }

    /// The number of served connections.
    package var connectionCount: Int { connections.servedCount }

    /// Listens on an address.
    ///
    /// The kernel accepts connections from now on; they are served when the loop runs.
    ///
    /// - Parameters:
    ///   - address: with port 0, the system chooses a port.
    ///   - acceptsBothFamilies: whether `::` accepts IPv4 connections too.
    /// - Returns: the address with the actual port.
    /// - Throws: what the system said.
    package func listen(
        on address: SocketAddress, acceptsBothFamilies: Bool = false
    ) throws(ListenError) -> SocketAddress {
        let acceptor = try Acceptor(on: address, acceptsBothFamilies: acceptsBothFamilies)
        try watch(acceptor.descriptor)
        acceptors.append(acceptor)
        return acceptor.address
    }

    /// Runs until stopped.
    package func run() {
        now = configuration.clock()
        while continueStopping() { runOneIteration() }
        acceptors.removeAll()
        connections.all.forEach { end($0) }
        ready.removeAll()
        yielded.removeAll()
    }

    /// Stops gracefully: accepts nothing more, closes idle connections, finishes current requests.
    ///
    /// Bounded by `shutdownMillisecondsMax`. The application must end streams without an end.
    package func stop() {
        if case .running = life { life = .toStop }
    }

    /// Stops at the end of the turn, even if requests are unfinished.
    package func stopNow() {
        life = .over
    }

    /// Schedules an action to run once after a delay.
    @discardableResult
    package func schedule(afterMilliseconds: Int, _ action: @escaping () -> Void) -> TimerID {
        timers.schedule(at: configuration.clock() + Int64(max(0, afterMilliseconds)), action)
    }

    /// Runs an action in one of the next turns: only some run in each, however many there are.
    func runSoon(_ action: @escaping () -> Void) {
        pending.append(action)
    }

    /// Cancels a scheduled action; does nothing if it has run already.
    package func cancel(_ timer: TimerID) {
        timers.cancel(timer)
    }

    /// Runs an action for each of these signals instead of their default action.
    ///
    /// Blocks them in this thread and in threads that it starts later. So it must be called before
    /// other threads start.
    ///
    /// - Returns: Whether there was a descriptor for it; if not, the default actions stay.
    @discardableResult
    package func watchSignals(_ signals: [Int32], _ action: @escaping (Int32) -> Void) -> Bool {
        do throws(ListenError) {
            let watcher = try SignalWatcher(signals, action)
            try watch(watcher.descriptor)
            signalWatchers.append(watcher)
            return true
        } catch {
            return false
        }
    }

    private func watch(_ descriptor: borrowing Descriptor) throws(ListenError) {
        try poller.add(descriptor, generation: Self.ownGeneration, interest: .input)
    }
}
