internal import ControlPlane
internal import Emulation
internal import Glibc
internal import HTTP
internal import JSON
internal import Listener
internal import Persistence
internal import Sandboxes

/// `understudy serve`: loads the seed, listens, and answers until it is told to stop.
enum ServeCommand {
    static func run(_ options: ServeOptions) throws(Failure) {
        let log = Log(level: options.logLevel, format: options.logFormat)
        let startedAt = Timestamp(milliseconds: WallClock.milliseconds())
        let sandbox = try makeSandbox(options, now: startedAt)
        var state = try KeptState(options, sandbox)
        let emulator = Emulator(
            sandbox: sandbox, keeper: state.keeper, directory: state.directory, background: state.background)
        DescriptorLimit.raise()
        let (loop, addresses): (EventLoop, [SocketAddress])
        do throws(Failure) {
            (loop, addresses) = try listen(options, makeServer(options, emulator, startedAt, log))
            connect(loop, to: emulator, options)
            try watchSignals(of: loop, log)
            try begin(&state, options, addresses[0], now: startedAt)
        } catch {
            state.abandon()
            throw error
        }
        announce(options, state.origin, sandbox, addresses, log)
        loop.run()
        if let path = options.readyFile { File.remove(path) }
        // Whatever is interrupted now can be interrupted: what was acknowledged is on disk.
        StoppingSignals.letKill()
        state.keeper?.finish()
        log.write(.info, "stopped")
    }

    /// Lets a new state begin last of all that can fail; who reads the ready file by then finds an open port.
    private static func begin(
        _ state: inout KeptState, _ options: ServeOptions, _ address: SocketAddress, now: Timestamp
    ) throws(Failure) {
        guard let path = options.readyFile else { return try state.begin(options, now: now) }
        try writeReadyFile(path, address)
        do throws(Failure) {
            try state.begin(options, now: now)
        } catch {
            File.remove(path)
            throw error
        }
    }

    private static func makeSandbox(_ options: ServeOptions, now: Timestamp) throws(Failure) -> Sandbox {
        var identifiers = IdentifierSource(seed: options.randomSeed)
        let clock = options.frozenAt.map(SandboxClock.init(frozenAt:)) ?? SandboxClock()
        let seedTime = clock.now(systemTime: now)
        let world = try SeedFile.read(options.seedPath, identifiers: &identifiers, now: seedTime)
        return Sandbox(world: world, identifiers: identifiers, clock: clock)
    }

    private static func makeServer(
        _ options: ServeOptions, _ emulator: Emulator, _ startedAt: Timestamp, _ log: Log
    ) -> Server {
        let plane = ControlPlane(
            emulator: emulator, requestGuard: RequestGuard(hosts: options.controlHosts, token: options.controlToken),
            status: ServerStatus(version: Version.text, startedAt: startedAt))
        return Server(emulator: emulator, controlPlane: plane, log: log)
    }

    private static func listen(_ options: ServeOptions, _ server: Server) throws(Failure) -> (
        EventLoop, [SocketAddress]
    ) {
        do throws(ListenError) {
            var configuration = EventLoop.Configuration()
            configuration.limits.bodyBytesMax = options.bodyBytesMax
            let loop = try EventLoop(configuration: configuration, handler: server)
            return (loop, try ListeningAddresses.bind(loop, hosts: options.hosts, port: options.port))
        } catch {
            if case .portInUse = error { throw Failure(.unavailable, error.description) }
            throw Failure(.failure, error.description)
        }
    }

    /// Lets the helper threads wake the loop, and has snapshots written from time to time.
    private static func connect(_ loop: EventLoop, to emulator: Emulator, _ options: ServeOptions) {
        let waker = loop.waker
        emulator.background.onResult { waker.wake() }
        emulator.keeper?.onResult { waker.wake() }
        loop.onWake = {
            emulator.keeper?.deliverResults()
            emulator.background.deliverResults()
        }
        guard let keeper = emulator.keeper, options.snapshotSeconds > 0 else { return }
        scheduleSnapshot(loop, keeper, milliseconds: options.snapshotSeconds * 1000)
    }

    private static func scheduleSnapshot(_ loop: EventLoop, _ keeper: JournalCommitter, milliseconds: Int) {
        loop.schedule(afterMilliseconds: milliseconds) { [unowned loop] in
            keeper.requestSnapshot()
            scheduleSnapshot(loop, keeper, milliseconds: milliseconds)
        }
    }

    /// The first signal stops gracefully, a second one at once.
    private static func watchSignals(of loop: EventLoop, _ log: Log) throws(Failure) {
        var isStopping = false
        let isWatching = loop.watchSignals(StoppingSignals.numbers) { signal in
            if isStopping { _exit(ExitStatus.failure.rawValue) }
            isStopping = true
            log.write(.info, "stopping", details: ["signal": .string(signal == SIGINT ? "SIGINT" : "SIGTERM")])
            loop.stop()
        }
        guard isWatching else { throw Failure(.failure, "The system does not let signals be watched (signalfd)") }
    }

    private static func announce(
        _ options: ServeOptions, _ origin: KeptState.Origin, _ sandbox: Sandbox, _ addresses: [SocketAddress],
        _ log: Log
    ) {
        let text = StartupBanner(options: options, origin: origin, sandbox: sandbox, addresses: addresses)
        if let warning = text.cutOffWarning { log.write(.warn, warning) }
        switch options.logFormat {
        case .text: StandardStream.output.print(text.lines.joined(separator: "\n"))
        case .json: log.write(.info, "listening", details: ["url": .string(text.url)])
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
