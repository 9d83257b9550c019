import Emulation
import Persistence
import Sandboxes
import Testing
import UnderstudyTesting

/// Whatever was acknowledged is there after a power loss, at whatever moment it comes and whatever else it takes.
@Suite struct PowerLossTests {
    private static let path = "/state/data"

    /// What a life has acknowledged, and when.
    private struct Life {
        /// From a call of the file system on, what a client may count on.
        struct Promise {
            let call: Int
            let sequence: Int
            let snapshots: [String: String]
        }

        var promises: [Promise] = []
        /// The worlds after each change.
        var worlds: [Int: String] = [:]

        mutating func note(_ kept: DurableEmulator, _ files: VolatileFiles, acknowledged: Int, snapshots: [String])
            throws
        {
            var texts: [String: String] = [:]
            for name in snapshots {
                let reply = try kept.control("GET /_understudy/snapshots/\(name)")
                if reply.status == 200 { texts[name] = reply.body }
            }
            promises.append(Promise(call: files.callCount, sequence: acknowledged, snapshots: texts))
        }
    }

    /// The ways in which a power loss may go at a moment: two extremes, and a few in between.
    private static func losses(_ call: Int) -> [VolatileDisk.PowerLoss] {
        [.losesAll, .keepsAll] + (1...3).map { .losesSome(seed: UInt64(call * 10 + $0)) }
    }

    /// Starts after a power loss at every call, and compares what is there with what was promised.
    private func expectPromisesKept(_ life: Life, _ files: VolatileFiles) throws {
        let images = files.images
        #expect(images.count > 20)
        for (call, image) in images.enumerated() {
            let promise = life.promises.last { $0.call <= call }
            let next = life.promises.first { $0.call > call }
            for loss in Self.losses(call) {
                let place = Comment(rawValue: "call \(call) of \(images.count - 1), \(loss)")
                let after = VolatileFiles(image, after: loss)
                guard let kept = start(after, place) else { continue }
                let sequence = kept.sandbox.sequence
                #expect(sequence >= promise?.sequence ?? 0, place)
                #expect(kept.world == life.worlds[sequence], place)
                for name in Set((promise?.snapshots ?? [:]).keys).union((next?.snapshots ?? [:]).keys) {
                    let reply = try kept.control("GET /_understudy/snapshots/\(name)")
                    let text = reply.status == 404 ? nil : reply.body
                    let isPromised = text == promise?.snapshots[name] || text == next?.snapshots[name]
                    #expect(isPromised, place)
                }
                guard case .losesAll = loss else { continue }
                #expect(try kept.create("After").status == 201, place)
                #expect(try DurableEmulator(Self.path, files: after).world == kept.world, place)
            }
        }
    }

    private func start(_ files: VolatileFiles, _ place: Comment) -> DurableEmulator? {
        do {
            return try DurableEmulator(Self.path, files: files)
        } catch {
            let sentence = (error as? StorageError)?.sentence ?? "\(error)"
            Issue.record("\(place): \(sentence)")
            return nil
        }
    }

    @Test func `a life of changes, snapshots, resets and restores`() throws {
        let files = VolatileFiles()
        let kept = try DurableEmulator(Self.path, files: files)
        var life = Life()
        func step(_ body: () throws -> Reply) throws {
            let reply = try body()
            #expect([200, 201].contains(reply.status))
            let sequence = kept.sandbox.sequence
            life.worlds[sequence] = kept.world
            try life.note(kept, files, acknowledged: sequence, snapshots: ["one"])
        }
        life.worlds[0] = kept.world
        for number in 1...2 { try step { try kept.create("App \(number)") } }
        try step { try kept.control("POST /_understudy/snapshots", body: #"{"name":"one"}"#) }
        try step { try kept.create("App 3") }
        kept.storage.requestSnapshot()
        try step { try kept.control("POST /_understudy/snapshots", body: #"{"name":"one","replace":true}"#) }
        try step { try kept.control("POST /_understudy/reset") }
        try step { try kept.create("App 4") }
        try step { try kept.control("POST /_understudy/snapshots/one/restore") }
        kept.storage.requestSnapshot()
        try step { try kept.create("App 5") }
        try step { try kept.control("DELETE /_understudy/snapshots/one") }
        try expectPromisesKept(life, files)
    }

    @Test func `a fresh start leaves the old state or the new one, whole`() throws {
        let earlier = VolatileFiles()
        let old = try DurableEmulator(Self.path, files: earlier)
        #expect(try old.create("first").status == 201)
        old.storage.requestSnapshot()
        #expect(try old.create("second").status == 201)
        #expect(try old.control("POST /_understudy/snapshots", body: #"{"name":"one"}"#).status == 201)
        let disk = try #require(earlier.images.last)
        let files = VolatileFiles(disk, after: .keepsAll)
        let new = try DurableEmulator(Self.path, files: files, fresh: "now")
        var ends: Set<String> = []
        let images = files.images
        for (call, image) in images.enumerated() {
            for loss in Self.losses(call) {
                let place = Comment(rawValue: "call \(call) of \(images.count - 1), \(loss)")
                let after = VolatileFiles(image, after: loss)
                guard let kept = start(after, place) else { continue }
                let isOld = kept.world == old.world
                ends.insert(isOld ? "old" : "new")
                #expect(isOld || kept.world == new.world, place)
                #expect(!isOld || call < images.count - 1, "the new state was acknowledged")
                let keeper = try isOld ? kept : DurableEmulator(Self.path + "/before-now", files: after)
                #expect(keeper.world == old.world, place)
                #expect(try keeper.control("GET /_understudy/snapshots/one").status == 200, place)
            }
        }
        #expect(ends == ["old", "new"])
    }

    @Test func `a power loss while a torn end is being moved away loses nothing either`() throws {
        let files = VolatileFiles()
        let kept = try DurableEmulator(Self.path, files: files)
        #expect(try kept.create("whole").status == 201)
        let world = kept.world
        let calls = files.callCount
        #expect(try kept.create("torn").status == 201)
        var tornCount = 0
        for (call, image) in files.images.enumerated().dropFirst(calls) {
            for loss in (1...10).map({ VolatileDisk.PowerLoss.losesSome(seed: $0) }) {
                let after = VolatileFiles(image, after: loss)
                guard try DurableEmulator(Self.path, files: after).recovery?.cutOff != nil else { continue }
                tornCount += 1
                for (second, image) in after.images.enumerated() {
                    for loss in Self.losses(second) {
                        let place = Comment(rawValue: "calls \(call) and \(second), \(loss)")
                        #expect(start(VolatileFiles(image, after: loss), place)?.world == world, place)
                    }
                }
            }
        }
        #expect(tornCount > 2)
    }

    /// Parts of a large world reach the device in any order, and another change follows in the same batch.
    @Test func `a large replacement with a change after it in one batch`() throws {
        let files = VolatileFiles()
        let journal = SteppedWorker()
        let kept = try DurableEmulator(Self.path, files: files, workers: Storage.Workers(journal: journal))
        var worlds = [0: kept.world]
        let text = String(repeating: "x", count: 300)
        let apps = (1...1000).map {
            #"{"organization_id":"\#(DurableEmulator.organization)","name":"App \#($0)","description":"\#(text)"}"#
        }
        let state = String(DurableEmulator.seed.dropLast(2)) + #","apps":[\#(apps.joined(separator: ","))]}}"#
        let put = Wire("PUT /_understudy/state", ["Content-Type: application/json"], body: state)
        var statuses: [Int] = []
        for wire in [DurableEmulator.creation(of: "before"), put, DurableEmulator.creation(of: "after")] {
            kept.send(wire) { statuses.append($0.status) }
            worlds[kept.sandbox.sequence] = kept.world
        }
        let before = files.callCount
        kept.storage.flush()
        #expect(journal.step())
        kept.storage.deliverResults()
        #expect(statuses == [201, 200, 201])
        let images = files.images[before...]
        for (call, image) in images.enumerated() {
            for loss in (1...4).map({ VolatileDisk.PowerLoss.losesSome(seed: $0) }) {
                let place = Comment(rawValue: "call \(call) of \(images.count - 1), \(loss)")
                guard let kept = start(VolatileFiles(image, after: loss), place) else { continue }
                let sequence = kept.sandbox.sequence
                #expect(worlds[sequence] == kept.world, place)
                #expect(sequence == 3 || call < images.count - 1, place)
            }
        }
    }

    /// The loop and both workers in an order of chance: batches and snapshots are under way while new writes come.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `changes while batches and snapshots are under way`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let files = VolatileFiles()
        let (journal, snapshots) = (SteppedWorker(), SteppedWorker())
        let kept = try DurableEmulator(
            Self.path, files: files, workers: Storage.Workers(journal: journal, snapshots: snapshots))
        var life = Life()
        life.worlds[0] = kept.world
        var acknowledged = 0
        for number in 1...50 {
            switch Int.random(in: 0..<8, using: &random) {
            case 0, 1:
                // What changes nothing has no number of its own, so the reply is for this one.
                let sequence = kept.sandbox.sequence + 1
                let wire =
                    number.isMultiple(of: 7)
                    ? Wire("POST /_understudy/reset") : DurableEmulator.creation(of: "\(number)")
                kept.send(wire) { reply in
                    #expect([200, 201].contains(reply.status))
                    acknowledged = max(acknowledged, sequence)
                }
                #expect(kept.sandbox.sequence == sequence)
                life.worlds[sequence] = kept.world
            case 2: kept.storage.flush()
            case 3, 4: journal.step()
            case 5: snapshots.step()
            case 6: kept.storage.requestSnapshot()
            default: kept.storage.deliverResults()
            }
            try life.note(kept, files, acknowledged: acknowledged, snapshots: [])
        }
        kept.storage.finish()
        let last = kept.sandbox.sequence
        #expect(acknowledged == last)
        #expect(last > 5)
        try life.note(kept, files, acknowledged: last, snapshots: [])
        try expectPromisesKept(life, files)
    }
}
