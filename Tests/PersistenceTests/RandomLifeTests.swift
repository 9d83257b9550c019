import Sandboxes
import Testing
import UnderstudyTesting

/// What is recovered is what lived, whatever the services were asked.
@Suite struct RandomLifeTests {
    private static let seeds: Range<UInt64> = 0..<6

    @Test(arguments: seeds)
    func `the recovered world is the one that lived, byte by byte`(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let text = try SourceTree.text("seed/demo.json")
        var life = RandomLife(seed: seed)
        var kept = try DurableEmulator(folder.path, seed: text)
        for _ in 0..<3 {
            for _ in 0..<25 {
                let (request, reply) = try life.act(on: kept)
                #expect(reply.status < 500, "seed \(seed): \(request): \(reply)")
                #expect(kept.sandbox.world.checkIndexes() == [], "seed \(seed): \(request)")
            }
            if life.flipCoin() { kept.storage.requestSnapshot() }
            let again = try DurableEmulator(folder.path, seed: text)
            #expect(again.world == kept.world, "seed \(seed)")
            #expect(again.sandbox.world.checkIndexes() == [], "seed \(seed)")
            #expect(again.sandbox.sequence == kept.sandbox.sequence, "seed \(seed)")
            kept = again
        }
        #expect(kept.sandbox.sequence > 20, "seed \(seed): too little was changed")
    }

    @Test func `every request of the table can succeed`() throws {
        let folder = try TemporaryFolder()
        let kept = try DurableEmulator(folder.path, seed: SourceTree.text("seed/demo.json"))
        var life = RandomLife(seed: 1)
        for row in RandomLife.requests.indices {
            // Each row begins with the demo, a login that waits and a snapshot, whatever the rows before it removed.
            for line in ["POST /_understudy/reset", "POST /v1/cli/login/sessions"] { _ = try kept.send(Wire(line)) }
            _ = try kept.control("POST /_understudy/snapshots", body: #"{"name":"s","replace":true}"#)
            var attempts = 0
            while !life.succeeded.contains(row), attempts < 20 {
                attempts += 1
                _ = try life.act(on: kept, row: row)
            }
            #expect(life.succeeded.contains(row), "\(RandomLife.requests[row].line)")
        }
    }
}
