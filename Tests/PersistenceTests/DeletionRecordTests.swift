import Testing
import UnderstudyTesting

/// What the journal says of a deleted entity.
@Suite struct DeletionRecordTests {
    @Test
    func `a deleted organization leaves without the list of its members, also after a restart`()
        throws
    {
        let folder = try TemporaryFolder()
        let user = "7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01"
        let seed = """
            {"version": 1, "users": [{"id": "\(user)", "email": "ada@example.com"}],
             "capgo": {"organizations": [
                {"id": "org_a", "name": "A", "created_by": "\(user)",
                 "members": [{"user": "\(user)", "role": "super_admin"}]}]}}
            """
        let emulator = try DurableEmulator(folder.path, seed: seed)
        #expect(
            emulator.client.control("DELETE /_understudy/capgo/organizations/org_a").status == 200)
        let record = try #require(try folder.lines("journal-000000000001.ndjson").last)
        #expect(record.contains(#""delete":{"id":"org_a","name":"A","members":[],"#))
        let restarted = try DurableEmulator(folder.path, seed: seed)
        #expect(
            try restarted.control("GET /_understudy/capgo/organizations").body == #"{"data":[]}"#)
    }
}
