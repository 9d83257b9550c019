/// One thread's loop over sockets, timers, signals and wake-ups (epoll).
///
/// Everything that it calls it calls on the thread that is in `run()`, one thing at a time, so that an application
/// behind it needs no lock. Only `waker` may be used from other threads.
package final class EventLoop {
    /// How far a stop has come.
    enum Life {
        case running
        case toStop
        case stopping(deadline: Int64)
        case over
    }

    /// Wakes the loop from any thread.
    package let waker: LoopWaker
    /// What a wake-up does.
    package var onWake: (() -> Void)?

    let configuration: Configuration
    let handler: any RequestHandler
    let poller: Poller
    var acceptors: [Acceptor] = []
    var signalWatchers: [SignalWatcher] = []
    var connections = ConnectionTable()
    var timers = TimerQueue()
    var life = Life.running

    /// The time at the beginning of the turn.
    var now: Int64
    var nextSweepAt: Int64?
    /// Whether accepting waits until descriptors are free again.
    var isAcceptingPaused = false
    var lastGeneration: UInt32 = 0
    var lastExchangeNumber: UInt64 = 0

    /// Connections to drive before the loop blocks.
    var ready: [Connection] = []
    /// Connections that have had their share of the turn and go on in the next one.
    var yielded: [Connection] = []
    /// Memory to read into.
    var inbox = [UInt8](repeating: 0, count: 65_536)
    /// Memory for answers, lent to the connection that is driven: an idle connection keeps none.
    var spareOutput: [UInt8] = []

    /// Makes a loop that listens nowhere yet.
    package init(configuration: Configuration, handler: any RequestHandler) throws(ListenError) {
        self.configuration = configuration
        self.handler = handler
        poller = try Poller()
        waker = try LoopWaker()
        now = configuration.clock()
        try watch(waker.descriptor)
    }

    /// The number of connections that are served.
    package var connectionCount: Int { connections.servedCount }

    /// Listens on an address; returns it with the port that was chosen if it was 0.
    ///
    /// Connections may come from now on, and are served as soon as the loop runs.
    package func listen(on address: SocketAddress) throws(ListenError) -> SocketAddress {
        let acceptor = try Acceptor(on: address)
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

    /// Stops gracefully: nothing is accepted any more, idle connections are closed, and what is in flight is finished.
    ///
    /// Bounded by `shutdownMillisecondsMax`. A stream without an end is the application's to end.
    package func stop() {
        if case .running = life { life = .toStop }
    }

    /// Stops at the end of the turn, whatever is in flight.
    package func stopNow() {
        life = .over
    }

    /// Runs an action once, after a while.
    @discardableResult
    package func schedule(afterMilliseconds: Int, _ action: @escaping () -> Void) -> TimerID {
        timers.schedule(at: configuration.clock() + Int64(max(0, afterMilliseconds)), action)
    }

    /// Takes a scheduled action back; does nothing when it has run already.
    package func cancel(_ timer: TimerID) {
        timers.cancel(timer)
    }

    /// Runs an action for each of these signals instead of what they do by default.
    ///
    /// Blocks them in this thread and in those that it starts from now on, so it comes before any other thread.
    ///
    /// - Returns: Whether the kernel had a descriptor left for it; if not, the signals do what they do by default.
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
