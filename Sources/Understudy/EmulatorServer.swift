internal import ControlPlane
internal import Emulation
internal import Listener
internal import Persistence
internal import Sandboxes
internal import Synchronization

/// The emulator on a port of this machine, for tests of code that has its own HTTP client.
///
/// Its state is in memory. It runs on a thread of its own until it is stopped or released.
public final class EmulatorServer: Sendable {
    /// The base URL for the client under test, such as `http://127.0.0.1:49152`.
    public let url: String

    private let thread: LoopThread

    private init(_ thread: LoopThread, port: UInt16) {
        self.thread = thread
        url = "http://127.0.0.1:\(port)"
    }

    deinit {
        thread.stop()
    }

    /// Starts a server; it answers when this function returns.
    ///
    /// - Parameters:
    ///   - seed: the text of a seed; see `Seed.demo`.
    ///   - port: the port of 127.0.0.1; 0 chooses a free one.
    ///   - time: the time at which the clock is frozen, in milliseconds since 1970; nil for a clock
    ///     that follows the system's.
    ///   - randomSeed: makes ids and keys repeatable.
    /// - Returns: the running server.
    /// - Throws: `Emulator.InvalidSeed`, or `UnusablePort`.
    public static func start(
        seed: String = Seed.demo, port: UInt16 = 0, time: Int64? = nil, randomSeed: UInt64? = nil
    ) throws -> EmulatorServer {
        let emulator = EmulatorStart(seed: seed, time: time, randomSeed: randomSeed)
        let thread = LoopThread()
        do {
            return EmulatorServer(thread, port: try thread.start(emulator, port: port))
        } catch {
            thread.stop()
            throw error
        }
    }

    /// Ends the server after the requests that are under way; does nothing the second time.
    public func stop() {
        thread.stop()
    }

    /// Why a server cannot listen.
    public struct UnusablePort: Error, Sendable, CustomStringConvertible {
        /// What the system said.
        public let description: String
    }
}

/// What an emulator begins with: values, so that the loop's thread makes it.
private struct EmulatorStart: Sendable {
    let seed: String
    let time: Int64?
    let randomSeed: UInt64?
}

/// The thread of a server's loop.
private final class LoopThread: Sendable {
    private struct State {
        var outcome: Result<UInt16, any Error>?
        var waker: LoopWaker?
        var isStopping = false
    }

    private let worker = WorkerThread()
    private let state = Mutex(State())
    private let isListening = Semaphore()

    /// Runs the loop on the thread.
    ///
    /// - Returns: the port, as soon as the server listens.
    /// - Throws: why it does not.
    func start(_ start: EmulatorStart, port: UInt16) throws -> UInt16 {
        worker.add { self.run(start, port) }
        isListening.wait()
        return try state.withLock { try $0.outcome?.get() ?? 0 }
    }

    private func run(_ start: EmulatorStart, _ port: UInt16) {
        let made = Result { try makeLoop(start, port) }
        state.withLock {
            $0.outcome = made.map(\.port)
            $0.waker = (try? made.get())?.loop.waker
        }
        isListening.raise()
        guard case .success(let (loop, sandboxes, _)) = made else { return }
        loop.run()
        sandboxes.finish()
    }

    private func makeLoop(_ start: EmulatorStart, _ port: UInt16) throws -> (
        loop: EventLoop, sandboxes: SandboxDirectory, port: UInt16
    ) {
        let sandbox = try Emulator.sandbox(
            seed: start.seed, at: start.time, randomSeed: start.randomSeed)
        sandbox.background = BackgroundQueue(worker: WorkerThread())
        let gateway = Emulator.gateway(of: sandbox)
        do {
            let configuration = EventLoop.Configuration()
            let adapter = SocketAdapter(
                gateway, controlBodyByteCountMax: EmulatorServer.bodyByteCountMax)
            let loop = try EventLoop(configuration: configuration, handler: adapter)
            gateway.runLater = { [unowned loop] action in
                loop.schedule(afterMilliseconds: 0, action)
            }
            let address = try loop.listen(
                on: SocketAddress(host: .v4(EmulatorServer.loopback), port: port))
            let waker = loop.waker
            gateway.sandboxes.onResult { waker.wake() }
            loop.onWake = { [unowned loop, unowned self] in
                gateway.sandboxes.deliverResults()
                if state.withLock(\.isStopping) { loop.stop() }
            }
            return (loop, gateway.sandboxes, address.port)
        } catch {
            gateway.sandboxes.finish()
            throw EmulatorServer.UnusablePort(description: "\(error)")
        }
    }

    /// Ends the loop and its thread.
    func stop() {
        let (isFirst, waker) = state.withLock { state in
            defer { state.isStopping = true }
            return (!state.isStopping, state.waker)
        }
        guard isFirst else { return }
        waker?.wake()
        worker.finish()
    }
}

extension EmulatorServer {
    /// The size limit of bodies for the control plane: 64 MiB.
    fileprivate static let bodyByteCountMax = 64 << 20
    /// 127.0.0.1.
    fileprivate static let loopback: UInt32 = 0x7F00_0001
}
