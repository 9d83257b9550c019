#if DEBUG
    import ControlPlane
    import Emulation
    import HTTP
    import Persistence
    import Sandboxes
    import Synchronization
    import Testing
    import UnderstudyTesting

    /// Where a replaced world is freed: on a worker, because a large one takes long, and never on the loop.
    ///
    /// The workers run when the test says so; until then the world must be in memory.
    @Suite struct FreedWorldTests {
        private let folder: TemporaryFolder
        private let worker = SteppedWorker()
        private let time = Timestamp(milliseconds: 1_770_984_000_000)

        init() throws {
            folder = try TemporaryFolder()
        }

        /// Lives as long as any copy of a world.
        private final class Mark: Sendable {
            private weak let meter: WorkMeter?

            init(_ world: inout World) {
                let meter = WorkMeter()
                world.accounts.users.meter = meter
                self.meter = meter
            }

            var isAlive: Bool { meter != nil }
        }

        /// A client of a sandbox in memory.
        private var memory: InProcessClient {
            let sandbox = Sandbox(
                world: World(), identifiers: IdentifierSource(seed: 1),
                clock: SandboxClock(frozenAt: time))
            sandbox.background = BackgroundQueue(worker: worker)
            return InProcessClient(sandbox: sandbox, time: time)
        }

        private func replaceByMarked(_ sandbox: Sandbox) -> Mark {
            var world = World()
            let mark = Mark(&world)
            sandbox.replaceWorld(world)
            return mark
        }

        private func expectFreedByWorker(_ mark: Mark, _ sandbox: Sandbox) {
            #expect(mark.isAlive)
            worker.drain()
            sandbox.background.deliverResults()
            #expect(!mark.isAlive)
        }

        @Test func `a reset frees the world before it on the worker`() {
            let client = memory
            let mark = replaceByMarked(client.sandbox)
            client.sandbox.reset(at: time)
            expectFreedByWorker(mark, client.sandbox)
        }

        @Test func `a snapshot in memory that is removed or replaced is freed on the worker`() {
            for act in [
                ("DELETE /_understudy/snapshots/one", ""),
                ("POST /_understudy/snapshots", #"{"name":"one","replace":true}"#),
            ] {
                let client = memory
                let mark = replaceByMarked(client.sandbox)
                let create = client.control("POST /_understudy/snapshots", body: #"{"name":"one"}"#)
                #expect(create.status == 201)
                client.sandbox.reset(at: time)
                worker.drain()
                client.sandbox.background.deliverResults()
                #expect(client.control(act.0, body: act.1).status < 300)
                expectFreedByWorker(mark, client.sandbox)
            }
        }

        @Test func `an export that ends after a reset frees its world on the worker`() {
            let client = memory
            let mark = replaceByMarked(client.sandbox)
            var source: (any BodySource)?
            client.send(Wire("GET /_understudy/state")) { source = $0.response.body.source }
            client.sandbox.reset(at: time)
            worker.drain()
            client.sandbox.background.deliverResults()
            while case .bytes? = source?.next(byteCountMax: 1000) {}
            source = nil
            expectFreedByWorker(mark, client.sandbox)
        }

        // MARK: On disk

        /// An emulator whose durable world is marked.
        private func durable(_ files: FaultyFiles = FaultyFiles()) throws -> (DurableEmulator, Mark) {
            let kept = try DurableEmulator(
                folder.path, files: files, workers: Storage.Workers(requests: worker))
            let mark = replaceByMarked(kept.sandbox)
            settle(kept)
            #expect(mark.isAlive)
            return (kept, mark)
        }

        private func settle(_ kept: DurableEmulator) {
            kept.storage.flush()
            worker.drain()
            kept.storage.deliverResults()
        }

        @Test func `a durable world that is replaced is freed on the worker`() throws {
            let (kept, mark) = try durable()
            kept.sandbox.reset(at: time)
            // While the flush is under way, the worker has nothing to free yet.
            worker.drain()
            kept.storage.flush()
            expectFreedByWorker(mark, kept.sandbox)
        }

        @Test func `a world that is rolled back is freed on the worker`() throws {
            let files = FaultyFiles()
            let (kept, _) = try durable(files)
            files.breakDown()
            let mark = replaceByMarked(kept.sandbox)
            kept.storage.flush()
            expectFreedByWorker(mark, kept.sandbox)
        }

        @Test func `a world that is rolled back before its flush began is freed on the worker`() throws {
            let files = FaultyFiles()
            let journal = SteppedWorker()
            let kept = try DurableEmulator(
                folder.path, files: files,
                workers: Storage.Workers(journal: journal, requests: worker))
            files.breakDown()
            kept.sandbox.replaceWorld(World())
            kept.storage.flush()
            let mark = replaceByMarked(kept.sandbox)
            journal.drain()
            kept.storage.deliverResults()
            expectFreedByWorker(mark, kept.sandbox)
        }

        /// Runs each job at once, and notes whether the mark's world was freed by one.
        private final class WatchingWorker: Worker {
            private struct State {
                var isAlive: @Sendable () -> Bool = { false }
                var hasFreed = false
            }

            private let state = Mutex(State())

            var hasFreed: Bool { state.withLock { $0.hasFreed } }

            func watch(_ isAlive: @escaping @Sendable () -> Bool) {
                state.withLock { $0.isAlive = isAlive }
            }

            func add(_ job: @escaping @Sendable () -> Void) {
                let isAlive = state.withLock { $0.isAlive }
                let wasAlive = isAlive()
                job()
                if wasAlive, !isAlive() { state.withLock { $0.hasFreed = true } }
            }

            func drain() {}
            func finish() {}
        }

        @Test func `a world that only the sandbox refers to is freed on the worker when it is rolled back`() throws {
            let files = FaultyFiles()
            let (journal, watching) = (SteppedWorker(), WatchingWorker())
            let kept = try DurableEmulator(
                folder.path, files: files,
                workers: Storage.Workers(journal: journal, requests: watching))
            files.breakDown()
            kept.sandbox.replaceWorld(World())
            kept.storage.flush()
            let mark = replaceByMarked(kept.sandbox)
            watching.watch { mark.isAlive }
            // The change that waits for the next flush is freed first, and refers to the world too.
            journal.drain()
            kept.storage.deliverResults()
            #expect(!mark.isAlive)
            #expect(watching.hasFreed)
        }

        @Test func `rows that a large batch deletes are freed on the worker`() throws {
            let kept = try DurableEmulator(folder.path, workers: Storage.Workers(requests: worker))
            settle(kept)
            let before = worker.jobCount
            #expect(try kept.create("small").status == 201)
            kept.storage.flush()
            #expect(worker.jobCount == before)
            #expect(try kept.create(String(repeating: "x", count: 70_000)).status == 201)
            kept.storage.flush()
            #expect(worker.jobCount == before + 1)
        }
    }
#endif
