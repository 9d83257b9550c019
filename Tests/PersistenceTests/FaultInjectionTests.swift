import Glibc
import Persistence
import Testing
import Sandboxes
import UnderstudyTesting

/// Every call of a life of the data directory is made to fail once, as SQLite's tests do.
@Suite struct FaultInjectionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let fault: FaultyFiles.Fault
        let code: Int32
        let name: String
        var testDescription: String { "\(name) \(fault)" }
    }

    static let rows =
        FaultyFiles.Fault.allCases.map { Row(fault: $0, code: ENOSPC, name: "disk full") }
        + [Row(fault: .once, code: EIO, name: "device error")]

    /// What a life with a fault has come to.
    private struct Life {
        /// The last change that was acknowledged.
        var acknowledged = 0
        var end = ""
        var refusalCount = 0
        var isLastRefused = false
    }

    /// Creates, snapshots, resets, restores: all that writes.
    private func live(_ kept: DurableEmulator) throws -> Life {
        var life = Life()
        func step(_ body: () throws -> Reply) throws {
            let reply = try body()
            #expect([200, 201, 500, 404].contains(reply.status), "\(reply)")
            life.isLastRefused = reply.status == 500
            if life.isLastRefused { life.refusalCount += 1 }
            let sequence = kept.sandbox.sequence
            // A rolled-back world is the one of the change before, so what is here now is what was acknowledged.
            #expect(kept.storage.durableSequence == sequence)
            life.acknowledged = sequence
        }
        for number in 1...3 { try step { try kept.create("App \(number)") } }
        try step { try kept.control("POST /_understudy/snapshots", body: "{\"name\":\"three\"}") }
        kept.storage.requestSnapshot()
        for number in 4...5 { try step { try kept.create("App \(number)") } }
        try step { try kept.control("POST /_understudy/reset") }
        try step { try kept.create("App 6") }
        try step { try kept.control("POST /_understudy/snapshots/three/restore") }
        try step { try kept.create("App 7") }
        kept.storage.requestSnapshot()
        try step { try kept.create("App 8") }
        // The second one has something to do only when the first one failed.
        for _ in 1...2 { kept.storage.requestSnapshot() }
        life.end = kept.world
        return life
    }

    @Test(arguments: rows)
    func `after each failing call the acknowledged is there and nothing is half there`(row: Row) throws {
        let calls = try callCount()
        #expect(calls > 40)
        for call in 1...calls {
            let folder = try TemporaryFolder()
            let files = FaultyFiles(failingCall: call, fault: row.fault, code: row.code)
            guard let kept = try? DurableEmulator(folder.path + "/data", files: files) else {
                // It did not start, so nothing was acknowledged; what is there must not keep the next start from success.
                _ = try DurableEmulator(folder.path + "/data")
                continue
            }
            let life = try live(kept)
            let again = try DurableEmulator(folder.path + "/data")
            let sequence = again.sandbox.sequence
            if row.fault == .forGood {
                #expect(sequence >= life.acknowledged, "call \(call)")
            } else {
                #expect(again.world == life.end, "call \(call)")
                #expect(sequence == life.acknowledged, "call \(call)")
                #expect(life.refusalCount <= 1, "call \(call)")
                let degradation = kept.storage.degradation
                let isOldJournalLeft = degradation?.hasPrefix("an old journal was not removed: ") ?? false
                #expect((degradation != nil && !isOldJournalLeft) == life.isLastRefused, "call \(call)")
            }
            if sequence == life.acknowledged { #expect(again.world == life.end, "call \(call)") }
            // The emulator continues from there.
            #expect(try again.create("After").status == 201, "call \(call)")
            #expect(try DurableEmulator(folder.path + "/data").world == again.world, "call \(call)")
        }
    }

    private func callCount() throws -> Int {
        let folder = try TemporaryFolder()
        let files = FaultyFiles()
        let life = try live(try DurableEmulator(folder.path + "/data", files: files))
        #expect(life.refusalCount == 0)
        return files.callCount
    }
}
