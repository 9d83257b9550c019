import Capgo
import Testing
import UnderstudyTesting

@Suite struct CapgoRefusalTests {
    @Test(arguments: CapgoRefusalRows.all + CapgoConsoleRows.refusals)
    func `a refusal is answered to the letter and changes nothing`(row: ContractRow) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let before = client.world
        #expect(row.differences(from: client.send(row.wire)) == [])
        #expect(client.world == before)
    }

    @Test func `every refusal of the catalogue is provoked`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        for row in CapgoRefusalRows.all + CapgoConsoleRows.refusals { _ = client.send(row.wire) }
        for _ in 0...2 { _ = client.send(CapgoWorld.wire("GET /app/", key: "rated_all")) }
        // A write that cannot be kept is provoked where there is a disk to fill.
        #expect(RefusalCoverage.missing("capgo", in: client.exchanges) == ["internalError"])
    }
}
