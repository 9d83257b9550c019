/// One turn: wait for events, handle them, run due timers, drive the ready connections.
extension EventLoop {
    /// The generation of the loop's own descriptors.
    static let ownGeneration: UInt32 = 0

    /// The interval of the sweeps that close timed out connections.
    private static let sweepMilliseconds: Int64 = 1_000

    /// The maximum of timers, and of other actions, in one turn: each of them may send an answer.
    private static let actionCountMax = 128

    /// The maximum of rounds of a turn, each of which can answer one waiting request of a connection.
    private static let maxRoundsPerTurn = 8

    /// Runs one turn.
    func runOneIteration() {
        let eventCount = poller.wait(milliseconds: millisecondsToWait)
        now = configuration.clock()
        driveYielded()
        for index in 0..<eventCount { take(poller[index]) }
        runTimers()
        runPending()
        sweepIfDue()
        driveUntilIdle()
    }

    /// Schedules a sweep, unless one is scheduled.
    func scheduleSweep() {
        if nextSweepAt == nil { nextSweepAt = now + Self.sweepMilliseconds }
    }

    /// The timeout of the poll: 0 if there is work to do, -1 if no timer is due.
    private var millisecondsToWait: Int32 {
        if !yielded.isEmpty || !pending.isEmpty { return 0 }
        var dueAt = min(timers.nextDueAt ?? .max, nextSweepAt ?? .max)
        if case .stopping(let deadline) = life { dueAt = min(dueAt, deadline) }
        if dueAt == .max { return -1 }
        return Int32(clamping: max(0, dueAt - configuration.clock()))
    }

    private func take(_ event: Poller.Event) {
        guard event.generation != Self.ownGeneration else { return takeOwn(event.descriptor) }
        guard let connection = connections[event.descriptor],
            connection.generation == event.generation
        else { return }
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
        for _ in 0..<Self.actionCountMax {
            guard let action = timers.popDue(by: now, youngest: youngest) else { return }
            action()
        }
    }

    private func runPending() {
        if pending.isEmpty { return }
        let actions = pending.prefix(Self.actionCountMax)
        pending.removeFirst(actions.count)
        for action in actions { action() }
    }

    private func sweepIfDue() {
        guard let dueAt = nextSweepAt, dueAt <= now else { return }
        nextSweepAt = nil
        resumeAccepting()
        for connection in connections.all
        where connection.state.hasExpired(now: now, configuration: configuration) {
            let reason =
                "The request was not complete after \(configuration.requestMillisecondsMax / 1_000) s."
            if !abandonRequest(of: connection, status: 408, reason: reason) { fail(connection) }
        }
        if !connections.isEmpty || isAcceptingPaused { scheduleSweep() }
    }

    /// Drives the ready connections until none is left, and calls the application before the loop blocks.
    ///
    /// A client that sends many requests at once, each answered by `loopWillWait`, would keep the
    /// loop here; so the rest is left to the next turn.
    private func driveUntilIdle() {
        var roundsLeft = Self.maxRoundsPerTurn
        repeat {
            driveReady()
            handler.loopWillWait()
            roundsLeft -= 1
        } while !ready.isEmpty && roundsLeft > 0
        yielded.append(contentsOf: ready)
        ready.removeAll(keepingCapacity: true)
    }
}
