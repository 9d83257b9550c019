internal import JSON
import Testing
import UnderstudyTesting

/// What another account's things look like: as if they were not there.
@Suite struct CapgoIsolationTests {
    /// A request about something foreign, and the same about something that does not exist.
    struct Probe: Sendable, CustomStringConvertible {
        let description: String
        let foreign: Wire
        let unknown: Wire

        /// - Parameters:
        ///   - name: what is probed.
        ///   - line: the request line, with `<it>` where the thing stands.
        ///   - body: the body, likewise.
        ///   - foreign: the other account's thing.
        ///   - unknown: what does not exist.
        ///   - key: whose request it is.
        init(
            _ name: String, _ line: String, _ body: String = "", foreign: String, unknown: String,
            key: String = "ada_all"
        ) {
            func wire(_ it: String) -> Wire {
                CapgoWorld.wire(
                    line.replacing("<it>", with: it), body.replacing("<it>", with: it), key: key)
            }
            description = "\(name): \(line.replacing("<it>", with: foreign)) by \(key)"
            self.foreign = wire(foreign)
            self.unknown = wire(unknown)
        }
    }

    private static let range = "from=2026-02-01&to=2026-02-03"
    private static let deviceID = CapgoWorld.device

    /// Everything that can be asked of an app.
    private static func appProbes(_ app: String, key: String) -> [Probe] {
        [
            ("GET /app/<it>", ""), ("PUT /app/<it>", #"{"name":"Taken"}"#), ("DELETE /app/<it>", ""),
            ("GET /bundle/?app_id=<it>", ""),
            (
                "POST /bundle/",
                #"{"app_id":"<it>","version":"9.0.0","external_url":"https://x.example","checksum":"c"}"#
            ),
            ("PUT /bundle/", #"{"app_id":"<it>","version_id":4,"channel_id":4}"#),
            ("POST /bundle/metadata", #"{"app_id":"<it>","version_id":4,"comment":"x"}"#),
            ("DELETE /bundle/?app_id=<it>&version=4.0.0", ""), ("DELETE /bundle/?app_id=<it>", ""),
            ("GET /channel/?app_id=<it>", ""), ("GET /channel/?app_id=<it>&channel=bobs", ""),
            ("POST /channel/", #"{"app_id":"<it>","channel":"bobs","public":true}"#),
            ("DELETE /channel/", #"{"app_id":"<it>","channel":"bobs"}"#),
            ("GET /device/?app_id=<it>", ""), ("GET /device/?app_id=<it>&device_id=\(CapgoWorld.foreignDevice)", ""),
            ("POST /device/", #"{"app_id":"<it>","device_id":"\#(deviceID)","channel":"bobs"}"#),
            ("DELETE /device/", #"{"app_id":"<it>","device_id":"\#(CapgoWorld.foreignDevice)"}"#),
            ("GET /statistics/app/<it>/?\(range)", ""), ("GET /statistics/app/<it>/bundle_usage?\(range)", ""),
        ].map { Probe("app", $0, $1, foreign: app, unknown: CapgoWorld.unknownApp, key: key) }
    }

    /// Everything that can be asked of an organization.
    private static func organizationProbes(_ organization: String, key: String) -> [Probe] {
        [
            ("GET /organization/?orgId=<it>", ""), ("PUT /organization/", #"{"orgId":"<it>","name":"Taken"}"#),
            ("DELETE /organization/?orgId=<it>", ""), ("DELETE /organization/", #"{"orgId":"<it>"}"#),
            ("GET /organization/members/?orgId=<it>", ""),
            ("POST /organization/members/", #"{"orgId":"<it>","email":"ada@example.com","role":"super_admin"}"#),
            ("DELETE /organization/members/", #"{"orgId":"<it>","email":"bob@example.com"}"#),
            ("GET /app/?org_id=<it>", ""), ("POST /app/", #"{"app_id":"com.new.app","name":"x","owner_org":"<it>"}"#),
            ("GET /statistics/org/<it>/?\(range)", ""), ("GET /statistics/org/<it>/?\(range)&breakdown=true", ""),
        ].map {
            Probe("organization", $0, $1, foreign: organization, unknown: CapgoWorld.unknownOrganization, key: key)
        }
    }

    private static let keyProbes: [Probe] =
        [
            ("GET /apikey/<it>", ""), ("PUT /apikey/<it>", #"{"name":"Taken"}"#),
            ("PUT /apikey/<it>", #"{"regenerate":true}"#), ("DELETE /apikey/<it>/", ""),
        ].map { Probe("key", $0, $1, foreign: "9", unknown: "99") } + [
            Probe("key by text", "DELETE /apikey/<it>/", foreign: "bob_all", unknown: "no_all"),
            Probe(
                "key for a foreign app", "POST /apikey/", #"{"name":"x","mode":"all","limited_to_apps":["<it>"]}"#,
                foreign: CapgoWorld.foreignApp, unknown: CapgoWorld.unknownApp),
            Probe(
                "key for a foreign organization", "POST /apikey/",
                #"{"name":"x","mode":"all","limited_to_orgs":["<it>"]}"#, foreign: CapgoWorld.foreignOrganization,
                unknown: CapgoWorld.unknownOrganization),
            Probe(
                "older key for a foreign organization", "POST /apikey/", #"{"mode":"all","org_id":"<it>"}"#,
                foreign: CapgoWorld.foreignOrganization, unknown: CapgoWorld.unknownOrganization),
            Probe(
                "limit to a foreign app", "PUT /apikey/2", #"{"limited_to_apps":["<it>"]}"#,
                foreign: CapgoWorld.foreignApp, unknown: CapgoWorld.unknownApp),
            Probe(
                "limit to a foreign organization", "PUT /apikey/2", #"{"limited_to_orgs":["<it>"]}"#,
                foreign: CapgoWorld.foreignOrganization, unknown: CapgoWorld.unknownOrganization),
        ]

    /// Foreign things named within one's own app.
    private static let partProbes = [
        Probe(
            "bundle", "PUT /bundle/", #"{"app_id":"com.ada.app","version_id":<it>,"channel_id":1}"#, foreign: "4",
            unknown: "99"),
        Probe(
            "channel", "PUT /bundle/", #"{"app_id":"com.ada.app","version_id":1,"channel_id":<it>}"#, foreign: "4",
            unknown: "99"),
        Probe(
            "bundle", "POST /bundle/metadata", #"{"app_id":"com.ada.app","version_id":<it>,"link":"x"}"#, foreign: "4",
            unknown: "99"),
        Probe("bundle", "DELETE /bundle/?app_id=com.ada.app&version=<it>", foreign: "4.0.0", unknown: "9.9.9"),
        Probe("channel", "GET /channel/?app_id=com.ada.app&channel=<it>", foreign: "bobs", unknown: "nobodys"),
        Probe(
            "bundle", "POST /channel/", #"{"app_id":"com.ada.app","channel":"beta","version":"<it>"}"#,
            foreign: "4.0.0", unknown: "9.9.9"),
        Probe("channel", "DELETE /channel/?app_id=com.ada.app&channel=<it>", foreign: "bobs", unknown: "nobodys"),
        Probe(
            "device", "GET /device/?app_id=com.ada.app&device_id=<it>", foreign: CapgoWorld.foreignDevice,
            unknown: CapgoWorld.unknownDevice),
        Probe(
            "device", "DELETE /device/?app_id=com.ada.app&device_id=<it>", foreign: CapgoWorld.foreignDevice,
            unknown: CapgoWorld.unknownDevice),
        Probe(
            "channel", "POST /device/",
            #"{"app_id":"com.ada.app","device_id":"\#(CapgoWorld.device)","channel":"<it>"}"#, foreign: "bobs",
            unknown: "nobodys"),
    ]

    static let probes: [Probe] =
        appProbes(CapgoWorld.foreignApp, key: "ada_all") + appProbes(CapgoWorld.siblingApp, key: "ada_app")
        + appProbes(CapgoWorld.foreignApp, key: "ada_org")
        + organizationProbes(CapgoWorld.foreignOrganization, key: "ada_all")
        + organizationProbes(CapgoWorld.emptyOrganization, key: "ada_org")
        + organizationProbes(CapgoWorld.organization, key: "bob_all") + keyProbes + partProbes

    @Test(arguments: probes)
    func `what is out of reach answers like what does not exist and changes nothing`(probe: Probe) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let before = client.world
        let foreign = client.send(probe.foreign)
        #expect(foreign == client.send(probe.unknown))
        #expect((400...499).contains(foreign.status) || foreign.body == #"{"status":"ok"}"#)
        #expect(client.world == before)
    }

    @Test(arguments: [
        "GET /organization/", "GET /app/", "GET /apikey/", "GET /statistics/user/?from=2026-02-01&to=2026-02-03",
    ])
    func `lists hold nothing of another account`(line: String) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let body = client.send(CapgoWorld.wire(line)).body
        #expect(!body.contains("bob") && !body.contains("bbbbbbbb") && !body.contains("1000000"))
        #expect(!client.send(CapgoWorld.wire(line, key: "invited_all")).body.contains("Ada"))
    }

    @Test func `a key that is limited lists what it reaches alone`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        func ids(_ line: String, _ member: String, _ key: String) -> [String] {
            client.send(CapgoWorld.wire(line, key: key)).json["data"]?.array?.compactMap { $0[member]?.string } ?? []
        }
        #expect(ids("GET /app/", "app_id", "ada_all") == ["com.ada.app", "com.ada.sibling"])
        #expect(ids("GET /app/", "app_id", "ada_app") == ["com.ada.app"])
        #expect(ids("GET /app/?page=1", "app_id", "ada_app") == [])
        #expect(ids("GET /organization/", "id", "ada_all") == [CapgoWorld.organization, CapgoWorld.emptyOrganization])
        #expect(ids("GET /organization/", "id", "ada_org") == [CapgoWorld.organization])
        #expect(ids("GET /organization/?page=1", "id", "ada_org") == [])
    }

    @Test func `a key keeps its limit when what it was limited to is gone`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        #expect(client.send(CapgoWorld.wire("DELETE /app/com.ada.app")).status == 200)
        #expect(client.send(CapgoWorld.wire("GET /app/", key: "ada_app")).body == #"{"data":[]}"#)
        #expect(client.send(CapgoWorld.wire("GET /app/com.ada.sibling", key: "ada_app")).status == 404)
        let again = try InProcessClient(seed: client.world)
        #expect(again.world == client.world)
    }
}
