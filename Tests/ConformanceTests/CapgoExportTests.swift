import Emulation
import JSON
import Testing
import UnderstudyTesting

/// A world that came about by many acts in no order of anybody's, written and read again.
@Suite struct CapgoExportTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `a generated world reads back to the same world and the same bytes`(randomSeed: UInt64) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        var acts = RandomActs(seed: randomSeed)
        var successes = 0
        for step in 0..<600 {
            let reply = client.send(acts.next())
            #expect(reply.status < 500, "seed \(randomSeed), step \(step)")
            if reply.status == 200 { successes += 1 }
            if step % 37 == 0 { client.advance(seconds: 1) }
        }
        #expect(successes > 100)
        let again = try InProcessClient(seed: client.world)
        #expect(again.world == client.world, "seed \(randomSeed)")
        for line in RandomActs.questions {
            #expect(
                again.send(CapgoWorld.wire(line)) == client.send(CapgoWorld.wire(line)), "seed \(randomSeed): \(line)")
        }
    }
}

/// Acts on few names, so that they meet what others have done.
private struct RandomActs {
    private var random: RandomSource

    init(seed: UInt64) {
        random = RandomSource(seed: seed)
    }

    static let questions =
        ["GET /organization/", "GET /apikey/", "GET /app/", "GET /statistics/user/?from=2026-01-01&to=2026-02-14"]
        + apps.flatMap { ["GET /bundle/?app_id=\($0)", "GET /channel/?app_id=\($0)", "GET /device/?app_id=\($0)"] }

    private static let apps = ["com.ada.app", "com.ada.sibling", "com.new.a", "com.new.b"]
    private static let emails = ["reader", "stranger", "invited", "bob"].map { $0 + "@example.com" }

    mutating func next() -> Wire {
        let (app, number) = (pick(Self.apps), Int.random(in: 1...9, using: &random))
        let version = "1.\(number).0"
        let device = "ffffffff-0000-4000-8000-00000000000\(number)"
        let channel = pick(["beta", "qa", "c\u{E9}dille \\\" \u{1F680}"]).replacing("\\\"", with: "x")
        let organization = #""orgId":"\#(CapgoWorld.organization)""#
        switch Int.random(in: 0..<17, using: &random) {
        case 0:
            return post(
                "/app/", #"{"app_id":"\#(app)","name":"N\#(number)","owner_org":"\#(CapgoWorld.organization)"}"#)
        case 1:
            return number == 1
                ? CapgoWorld.wire("DELETE /app/\(app)") : put("/app/\(app)", #"{"retention":\#(number)}"#)
        case 2...4:
            return post(
                "/bundle/",
                #"{"app_id":"\#(app)","version":"\#(version)","external_url":"https://x.example/\#(number)","checksum":"c"}"#
            )
        case 5: return CapgoWorld.wire("DELETE /bundle/", #"{"app_id":"\#(app)","version":"\#(version)"}"#)
        case 6: return put("/bundle/", #"{"app_id":"\#(app)","version_id":\#(number * 3),"channel_id":\#(number)}"#)
        case 7:
            return post("/bundle/metadata", #"{"app_id":"\#(app)","version_id":\#(number),"comment":"\u00e9 \u0000"}"#)
        case 8...9:
            return post(
                "/channel/",
                #"{"app_id":"\#(app)","channel":"\#(channel)","public":\#(number < 3),"version":"\#(version)"}"#)
        case 10: return CapgoWorld.wire("DELETE /channel/", #"{"app_id":"\#(app)","channel":"\#(channel)"}"#)
        case 11...12: return post("/device/", #"{"app_id":"\#(app)","device_id":"\#(device)","channel":"\#(channel)"}"#)
        case 13:
            return Wire(
                "PUT /_understudy/capgo/devices", ["Content-Type: application/json"],
                body: #"{"app_id":"\#(app)","device_id":"\#(device)","version_name":"\#(version)"}"#)
        case 14:
            return post(
                "/organization/members/",
                #"{\#(organization),"email":"\#(pick(Self.emails))","role":"\#(pick(["read", "write"]))"}"#)
        case 15:
            return post(
                "/apikey/",
                #"{"name":"k","mode":"read","limited_to_apps":["\#(app)"],"expires_at":"2027-01-01T00:00:00.123Z"}"#)
        default:
            return number < 4
                ? CapgoWorld.wire("DELETE /apikey/\(18 + number)")
                : post("/organization/", #"{"name":"Org \#(number)"}"#)
        }
    }

    private mutating func pick<T>(_ choices: [T]) -> T {
        choices[Int.random(in: 0..<choices.count, using: &random)]
    }

    private func post(_ path: String, _ body: String) -> Wire { CapgoWorld.wire("POST \(path)", body) }
    private func put(_ path: String, _ body: String) -> Wire { CapgoWorld.wire("PUT \(path)", body) }
}
