internal import ControlPlane
internal import Emulation
internal import Glibc
internal import HTTP
internal import JSON
internal import Listener
internal import Persistence
internal import Sandboxes
internal import Understudy

/// `understudy serve`: loads the seed, listens, and answers requests until a signal stops it.
enum ServeCommand {
    static func run(_ options: ServeOptions, _ log: Log) throws(Failure) {
        // A start that fails must not leave the URL of an earlier server.
        if let path = options.readyFile { File.remove(path) }
        let startedAt = Timestamp(milliseconds: WallClock.milliseconds())
        let sandbox = try makeSandbox(options, now: startedAt)
        var state = try StoredState(options, sandbox)
        let sandboxes = SandboxDirectory(default: sandbox, ownHosts: options.controlHosts)
        let gateway = makeGateway(options, sandboxes, startedAt, log)
        let (loop, addresses): (EventLoop, [SocketAddress])
        do throws(Failure) {
            (loop, addresses) = try listen(options, gateway)
            connect(loop, to: sandboxes, options)
            try watchSignals(of: loop, gateway, log)
            try commit(&state, options, addresses[0], now: startedAt)
        } catch {
            state.discard()
            throw error
        }
        for warning in state.warnings { log.write(.warn, warning) }
        announce(options, state.origin, sandbox, addresses, log)
        loop.run()
        if let path = options.readyFile { File.remove(path) }
        // From here on an interruption loses nothing: everything acknowledged is on disk.
        StoppingSignals.letKill()
        sandboxes.finish()
        log.write(.info, "stopped")
    }

    /// Commits a new state, after every other step that can fail.
    ///
    /// The port is open before the ready file exists.
    private static func commit(
        _ state: inout StoredState, _ options: ServeOptions, _ address: SocketAddress,
        now: Timestamp
    ) throws(Failure) {
        guard let path = options.readyFile else { return try state.commit(options, now: now) }
        try writeReadyFile(path, address)
        do throws(Failure) {
            try state.commit(options, now: now)
        } catch {
            File.remove(path)
            throw error
        }
    }

    /// Makes the sandbox from the seed, whose file need not exist where state may be stored.
    private static func makeSandbox(_ options: ServeOptions, now: Timestamp) throws(Failure)
        -> Sandbox
    {
        let identifiers = IdentifierSource(seed: options.randomSeed)
        let clock = options.clock.sandboxClock(systemTime: now)
        let seedTime = clock.now(systemTime: now)
        var stream = identifiers
        let world = try SeedFile.readIfPresent(
            options.seedPath, byteCountMax: options.seedBytesMax, identifiers: &stream,
            now: seedTime)
        if world == nil, !StoredState.mayExist(options) {
            throw SeedFile.missing(options.seedPath)
        }
        return Sandbox(world: world, identifiers: identifiers, clock: clock, createdAt: now)
    }

    private static func makeGateway(
        _ options: ServeOptions, _ sandboxes: SandboxDirectory, _ startedAt: Timestamp, _ log: Log
    ) -> Gateway {
        let plane = ControlPlane(
            requestGuard: RequestGuard(hosts: options.controlHosts, token: options.controlToken),
            status: ServerStatus(version: Version.text, startedAt: startedAt))
        let gateway = Gateway(
            sandboxes: sandboxes, controlPlane: plane,
            requestLogs: RequestLogBudget(entryCountMax: options.requestLogEntriesMax))
        let requestLog = RequestLogText(log: log)
        gateway.onFinish = requestLog.write
        if log.level >= .debug || gateway.requestLogs.isOn {
            gateway.systemTime = { Timestamp(milliseconds: WallClock.milliseconds()) }
        }
        sandboxes.onFailure { log.write(.error, $0) }
        return gateway
    }

    private static func listen(_ options: ServeOptions, _ gateway: Gateway) throws(Failure) -> (
        EventLoop, [SocketAddress]
    ) {
        do throws(ListenError) {
            var configuration = EventLoop.Configuration()
            configuration.limits.bodyBytesMax = options.bodyBytesMax
            configuration.reserveDescriptors(of: DescriptorLimit.raise())
            // A body of the greatest size is accepted at any time.
            let twice = options.bodyBytesMax.multipliedReportingOverflow(by: 2)
            configuration.heldByteCountMax = max(
                configuration.heldByteCountMax, twice.overflow ? .max : twice.partialValue)
            let adapter = SocketAdapter(gateway, controlBodyByteCountMax: options.bodyBytesMax)
            let loop = try EventLoop(configuration: configuration, handler: adapter)
            gateway.runLater = { [unowned loop] action in
                loop.schedule(afterMilliseconds: 0, action)
            }
            return (
                loop, try ListeningAddresses.bind(loop, hosts: options.hosts, port: options.port)
            )
        } catch {
            if case .portInUse = error { throw Failure(.unavailable, error.description) }
            throw Failure(.failure, error.description)
        }
    }

    /// Connects the worker threads to the loop's waker, and schedules snapshots.
    private static func connect(
        _ loop: EventLoop, to sandboxes: SandboxDirectory, _ options: ServeOptions
    ) {
        let waker = loop.waker
        sandboxes.onResult { waker.wake() }
        loop.onWake = { sandboxes.deliverResults() }
        if options.snapshotSeconds > 0 {
            scheduleSnapshot(loop, sandboxes, milliseconds: options.snapshotSeconds * 1000)
        }
        if options.sandboxIdleSeconds > 0 {
            scheduleSweep(loop, sandboxes, idleMilliseconds: options.sandboxIdleSeconds * 1000)
        }
    }

    private static let sweepMillisecondsMax = 60_000

    /// Drops unused sandboxes, once a minute or more often when they live shorter.
    private static func scheduleSweep(
        _ loop: EventLoop, _ sandboxes: SandboxDirectory, idleMilliseconds: Int
    ) {
        loop.schedule(afterMilliseconds: min(idleMilliseconds, sweepMillisecondsMax)) {
            [unowned loop] in
            let now = Timestamp(milliseconds: WallClock.milliseconds())
            sandboxes.dropUnused(forMilliseconds: Int64(idleMilliseconds), at: now)
            scheduleSweep(loop, sandboxes, idleMilliseconds: idleMilliseconds)
        }
    }

    private static func scheduleSnapshot(
        _ loop: EventLoop, _ sandboxes: SandboxDirectory, milliseconds: Int
    ) {
        loop.schedule(afterMilliseconds: milliseconds) { [unowned loop] in
            sandboxes.requestSnapshot()
            scheduleSnapshot(loop, sandboxes, milliseconds: milliseconds)
        }
    }

    /// Stops gracefully after the first signal, at once after the second.
    private static func watchSignals(
        of loop: EventLoop, _ gateway: Gateway, _ log: Log
    ) throws(Failure) {
        var isStopping = false
        let isWatching = loop.watchSignals(StoppingSignals.numbers) { signal in
            if isStopping { _exit(ExitStatus.failure.rawValue) }
            isStopping = true
            log.write(
                .info, "stopping",
                details: ["signal": .string(signal == SIGINT ? "SIGINT" : "SIGTERM")])
            gateway.requestLogs.endStreams()
            loop.stop()
        }
        guard isWatching else {
            throw Failure(.failure, "The system does not support watching signals (signalfd)")
        }
    }

    private static func announce(
        _ options: ServeOptions, _ origin: StoredState.Origin, _ sandbox: Sandbox,
        _ addresses: [SocketAddress],
        _ log: Log
    ) {
        let text = StartupBanner(
            options: options, origin: origin, sandbox: sandbox, addresses: addresses)
        if let warning = text.cutOffWarning { log.write(.warn, warning) }
        switch options.logFormat {
        case .text: StandardStream.output.print(text.lines.joined(separator: "\n"))
        case .json:
            if let warning = text.warning { log.write(.warn, warning) }
            log.write(.info, "started", details: text.details)
        }
    }

    private static func writeReadyFile(_ path: String, _ address: SocketAddress) throws(Failure) {
        do throws(FileError) {
            try File.write(StartupBanner.url(of: address) + "\n", to: path)
        } catch {
            throw Failure(.cannotCreate, "\(error): give another path with --ready-file")
        }
    }
}
