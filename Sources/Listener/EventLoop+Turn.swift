/// One turn: wait, take the events, run what is due, let everything that became ready go on.
extension EventLoop {
    /// The generation of the loop's own descriptors.
    static let ownGeneration: UInt32 = 0

    /// Looked at once in so many milliseconds: whether clients have used up their time.
    private static let sweepMilliseconds: Int64 = 1_000

    /// Takes a turn.
    func runOneIteration() {
        let eventCount = poller.wait(milliseconds: millisecondsToWait)
        now = configuration.clock()
        driveYielded()
        for index in 0..<eventCount { take(poller[index]) }
        runTimers()
        sweepIfDue()
        settle()
    }

    /// Makes sure that connections are looked at in a second.
    func scheduleSweep() {
        if nextSweepAt == nil { nextSweepAt = now + Self.sweepMilliseconds }
    }

    /// Zero when there is something to do at once, -1 when there is nothing to wait for but events.
    private var millisecondsToWait: Int32 {
        if !yielded.isEmpty { return 0 }
        var dueAt = min(timers.nextDueAt ?? .max, nextSweepAt ?? .max)
        if case .stopping(let deadline) = life { dueAt = min(dueAt, deadline) }
        if dueAt == .max { return -1 }
        return Int32(clamping: max(0, dueAt - configuration.clock()))
    }

    private func take(_ event: Poller.Event) {
        guard event.generation != Self.ownGeneration else { return takeOwn(event.descriptor) }
        guard let connection = connections[event.descriptor], connection.generation == event.generation else { return }
        if event.isBroken { return fail(connection) }
        if event.isReadable { connection.state.becameReadable(hasHungUp: event.hasHungUp) }
        if event.isWritable { connection.state.becameWritable() }
        drive(connection)
    }

    private func takeOwn(_ descriptor: Int32) {
        if descriptor == waker.descriptor.number {
            waker.clear()
            onWake?()
        } else if let acceptor = acceptors.first(where: { $0.descriptor.number == descriptor }) {
            accept(from: acceptor)
        } else if let watcher = signalWatchers.first(where: { $0.descriptor.number == descriptor }) {
            while let signal = watcher.next() { watcher.action(signal) }
        }
    }

    private func runTimers() {
        let youngest = timers.youngest
        while let action = timers.popDue(by: now, youngest: youngest) { action() }
    }

    private func sweepIfDue() {
        guard let dueAt = nextSweepAt, dueAt <= now else { return }
        nextSweepAt = nil
        resumeAccepting()
        for connection in connections.all where connection.state.hasExpired(now: now, configuration: configuration) {
            fail(connection)
        }
        if !connections.isEmpty || isAcceptingPaused { scheduleSweep() }
    }

    /// Lets connections go on until none can, and the application use the moment before the loop blocks.
    private func settle() {
        repeat {
            driveReady()
            handler.loopWillWait()
        } while !ready.isEmpty
    }
}
