import Testing
import Understudy

/// The example of the README; a test compares its text.
struct ReadmeExampleTests {
    @Test func `the client tries again after a 503`() throws {
        let emulator = try Emulator().makeSandbox()
        let rule = #"{"match":{"service":"capgo"},"when":{"times":1},"then":{"status":503}}"#
        #expect(emulator.control("POST", "/faults", body: rule).status == 201)
        let headers = ["authorization": "ak_demo_fake_ada_all"]
        #expect(emulator.send("GET", "/organization/", headers: headers).status == 503)
        emulator.advanceClock(milliseconds: 60_000)
        #expect(emulator.send("GET", "/organization/", headers: headers).status == 200)
        let twice = #"{"match":{"operation":"listOrganizations"},"count":2}"#
        #expect(emulator.control("POST", "/requests/verify", body: twice).status == 200)
    }
}
