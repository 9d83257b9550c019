import Emulation
import Sandboxes
import Testing
import UnderstudyTesting

/// What a restart begins anew, as README.md says.
@Suite struct RestartedClockTests {
    private static let sentence =
        "The clock and the rate windows are not stored: a restart begins with the system's time, "
        + "or `--clock`, and with empty windows."

    @Test func `the clock and the rate windows are not stored`() throws {
        #expect(try SourceTree.text("README.md").contains(Self.sentence))
        let folder = try TemporaryFolder()
        let demo = try SourceTree.text("seed/demo.json")
        let emulator = try DurableEmulator(folder.path, seed: demo)
        let user = try #require(emulator.sandbox.world.accounts.users.all.first { _ in true }).email
        let unused = try emulator.control("GET /_understudy/limits?used=true").body
        let start = try emulator.control("GET /_understudy/clock").body
        #expect(
            try emulator.control(
                "POST /_understudy/capgo/users", body: #"{"email":"new@example.com"}"#
            ).status < 300)
        let body = #"{"service":"capgo","user":"\#(user)","requests":5,"limit":9}"#
        #expect(try emulator.control("PUT /_understudy/limits", body: body).status == 200)
        #expect(
            try emulator.control("PUT /_understudy/clock", body: #"{"advance_seconds":3600}"#)
                .status == 200)
        #expect(try emulator.control("GET /_understudy/limits?used=true").body != unused)
        #expect(try emulator.control("GET /_understudy/clock").body != start)
        let restarted = try DurableEmulator(folder.path, seed: demo)
        #expect(restarted.recovery != nil)
        #expect(try restarted.control("GET /_understudy/limits?used=true").body == unused)
        #expect(try restarted.control("GET /_understudy/clock").body == start)
    }
}
