import JSON
import Testing
import UnderstudyTesting

@Suite struct CapgoChannelTests {
    private func post(_ client: InProcessClient, _ name: String, _ members: String = "") -> String {
        client.send(CapgoWorld.wire("POST /channel/", #"{"app_id":"com.ada.app","channel":"\#(name)"\#(members)}"#))
            .description
    }

    private func channel(_ client: InProcessClient, _ name: String) -> JSONValue? {
        client.send(CapgoWorld.wire("GET /channel/?app_id=com.ada.app&channel=\(name)")).json["data"]?.array?.first
    }

    @Test func `a channel is made with the defaults`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        #expect(post(client, "new") == #"200 {"status":"ok"}"#)
        #expect(
            client.send(CapgoWorld.wire("GET /channel/?app_id=com.ada.app&channel=new")).body
                == #"{"data":[{"id":5,"name":"new","app_id":"com.ada.app","created_by":"\#(CapgoWorld.ada)","created_at":"2026-02-13T12:00:00Z","updated_at":"2026-02-13T12:00:00Z","public":false,"disableAutoUpdateUnderNative":true,"disableAutoUpdate":"major","allow_device_self_set":false,"allow_emulator":true,"allow_device":true,"allow_dev":true,"allow_prod":true,"ios":true,"android":true,"electron":true,"version":{"id":5,"name":"unknown"}}]}"#
        )
        let listed = client.send(CapgoWorld.wire("GET /channel/?app_id=com.ada.app")).json["data"]?.array
        #expect(listed?.compactMap { $0["name"]?.string } == ["production", "beta", "new"])
    }

    @Test func `only what is sent changes`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        _ = post(
            client, "beta", #","version":"1.1.0","ios":false,"allow_dev":false,"disableAutoUpdate":"version_number""#)
        _ = post(client, "beta", #","allow_device_self_set":true,"android":null"#)
        let beta = channel(client, "beta")
        #expect(beta?["version"]?["name"] == "1.1.0")
        #expect(beta?["ios"] == false && beta?["android"] == true && beta?["allow_dev"] == false)
        #expect(beta?["disableAutoUpdate"] == "version_number" && beta?["allow_device_self_set"] == true)
        #expect(beta?["id"] == 2 && beta?["created_at"] == "2026-01-08T00:00:00Z")
        #expect(beta?["updated_at"] == "2026-02-13T12:00:00Z")
    }

    @Test(arguments: ["null", #""unknown""#])
    func `a channel is unlinked from its bundle`(version: String) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        #expect(post(client, "production", #","version":\#(version)"#) == #"200 {"status":"ok"}"#)
        #expect(channel(client, "production")?["version"] == ["id": 5, "name": "unknown"])
        #expect(client.send(CapgoWorld.wire("DELETE /bundle/?app_id=com.ada.app&version=1.0.0")).status == 200)
    }

    @Test func `a channel serves the bundle in the native app`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        #expect(post(client, "beta", #","version":"builtin""#) == #"200 {"status":"ok"}"#)
        #expect(channel(client, "beta")?["version"] == ["id": 6, "name": "builtin"])
        #expect(try InProcessClient(seed: client.world).world == client.world)
    }

    @Test func `the query stands in for a body that is not sent`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let line = "POST /channel/?app_id=com.ada.app&channel=beta&ios=false&public=true&version=1.1.0"
        #expect(client.send(CapgoWorld.wire(line)).description == #"200 {"status":"ok"}"#)
        let beta = channel(client, "beta")
        #expect(beta?["ios"] == false && beta?["public"] == true && beta?["version"]?["name"] == "1.1.0")
        #expect(
            client.send(CapgoWorld.wire("POST /channel/?app_id=com.ada.app&channel=beta&ios=1")).description
                == #"400 {"error":"ios must be a boolean","status":"KO"}"#)
    }

    @Test func `a public channel makes private those that share a platform`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        _ = post(client, "production", #","ios":false,"electron":false"#)
        _ = post(client, "phones", #","public":true,"android":false,"electron":false"#)
        #expect(channel(client, "production")?["public"] == true)
        _ = post(client, "beta", #","public":true,"ios":false"#)
        #expect(channel(client, "production")?["public"] == false)
        #expect(channel(client, "phones")?["public"] == true)
        #expect(channel(client, "beta")?["public"] == true)
    }

    @Test func `deleting a channel deletes its overrides`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        for device in [CapgoWorld.device, CapgoWorld.unknownDevice] {
            let body = #"{"app_id":"com.ada.app","device_id":"\#(device)","channel":"beta"}"#
            #expect(client.send(CapgoWorld.wire("POST /device/", body)).status == 200)
        }
        let delete = CapgoWorld.wire("DELETE /channel/?app_id=com.ada.app&channel=beta")
        #expect(client.send(delete).description == #"200 {"status":"ok"}"#)
        let device = client.send(CapgoWorld.wire("GET /device/?app_id=com.ada.app&device_id=\(CapgoWorld.device)"))
        #expect(device.status == 200 && device.json["channel"] == nil)
        #expect(!client.world.contains(CapgoWorld.unknownDevice))
        #expect(client.send(delete).status == 404)
    }

    @Test func `pages hold fifty, oldest first`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        for number in 0..<60 { _ = post(client, "c\(number)") }
        let pages = (0...2).map { page in
            client.send(CapgoWorld.wire("GET /channel/?app_id=com.ada.app&page=\(page)")).json["data"]?.array?
                .compactMap { $0["name"]?.string } ?? []
        }
        #expect(pages.map(\.count) == [50, 12, 0])
        #expect(pages.flatMap { $0 } == ["production", "beta"] + (0..<60).map { "c\($0)" })
    }
}
