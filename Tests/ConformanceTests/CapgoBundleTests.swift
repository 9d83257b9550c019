import JSON
import Testing
import UnderstudyTesting

@Suite struct CapgoBundleTests {
    private static func bundle(_ version: String) -> Wire {
        CapgoWorld.wire(
            "POST /bundle/",
            #"{"app_id":"com.ada.app","version":"\#(version)","external_url":"https://x.example/a?b=c#d","checksum":"c3"}"#
        )
    }

    private func versions(_ client: InProcessClient, _ query: String = "") -> [String] {
        client.send(CapgoWorld.wire("GET /bundle/?app_id=com.ada.app\(query)")).json["data"]?.array?.compactMap {
            $0["name"]?.string
        } ?? []
    }

    @Test func `a new bundle is the first in the list`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        #expect(client.send(Self.bundle("2.0.0-beta.1+5")).description == #"200 {"status":"ok"}"#)
        let first =
            #"{"data":[{"id":11,"app_id":"com.ada.app","name":"2.0.0-beta.1+5","checksum":"c3","created_at":"2026-02-13T12:00:00Z","updated_at":"2026-02-13T12:00:00Z","deleted":false,"external_url":"https://x.example/a?b=c#d","minUpdateVersion":null,"native_packages":[],"owner_org":"\#(CapgoWorld.organization)","r2_path":null,"session_key":null,"storage_provider":"external","user_id":"\#(CapgoWorld.ada)"},{"id":2,"#
        #expect(client.send(CapgoWorld.wire("GET /bundle/?app_id=com.ada.app")).body.hasPrefix(first))
    }

    @Test func `a channel serves the bundle that it is given`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let set = CapgoWorld.wire("PUT /bundle/", #"{"app_id":"com.ada.app","version_id":2,"channel_id":2}"#)
        #expect(
            client.send(set).description == #"200 {"status":"success","message":"Bundle 1.1.0 set to channel beta"}"#)
        let channel = client.send(CapgoWorld.wire("GET /channel/?app_id=com.ada.app&channel=beta"))
        #expect(channel.json["data"]?.array?.first?["version"] == ["id": 2, "name": "1.1.0"])
        #expect(client.send(CapgoWorld.wire("DELETE /bundle/?app_id=com.ada.app&version=1.1.0")).status == 400)
    }

    @Test func `a bundle gets a link and a comment and loses them`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        func describe(_ members: String) -> String {
            client.send(
                CapgoWorld.wire("POST /bundle/metadata", #"{"app_id":"com.ada.app","version_id":2,\#(members)}"#)
            ).description
        }
        #expect(describe(#""link":"https://x.example","comment":"c""#) == #"200 {"status":"success"}"#)
        let shown = client.send(CapgoWorld.wire("GET /bundle/?app_id=com.ada.app")).body
        #expect(shown.contains(#","link":"https://x.example","comment":"c"},{"id":1"#))
        #expect(describe(#""link":null"#) == #"200 {"status":"success"}"#)
        #expect(
            client.send(CapgoWorld.wire("GET /bundle/?app_id=com.ada.app")).body.contains(
                #""user_id":"\#(CapgoWorld.ada)","comment":"c"},"#))
    }

    @Test func `a deleted bundle is out of sight and its version is free`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let delete = CapgoWorld.wire("DELETE /bundle/", #"{"app_id":"com.ada.app","version":"1.1.0"}"#)
        #expect(client.send(delete).description == #"200 {"status":"ok"}"#)
        #expect(versions(client) == ["1.0.0"])
        #expect(client.send(delete).status == 404)
        #expect(client.send(Self.bundle("1.1.0")).status == 200)
        #expect(versions(client) == ["1.1.0", "1.0.0"])
        #expect(try InProcessClient(seed: client.world).world == client.world)
    }

    @Test func `all bundles go but those that a channel serves`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        #expect(client.send(Self.bundle("2.0.0")).status == 200)
        #expect(
            client.send(CapgoWorld.wire("DELETE /bundle/?app_id=com.ada.app")).description == #"200 {"status":"ok"}"#)
        #expect(versions(client) == ["1.0.0"])
        #expect(client.send(CapgoWorld.wire("DELETE /bundle/?app_id=com.ada.app")).status == 200)
        #expect(client.send(CapgoWorld.wire("GET /bundle/?app_id=com.bob.app", key: "bob_all")).body.contains("4.0.0"))
    }

    @Test func `an app has two hidden bundles that no list shows`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let body = #"{"app_id":"com.new.app","name":"x","owner_org":"\#(CapgoWorld.organization)"}"#
        #expect(client.send(CapgoWorld.wire("POST /app/", body)).status == 200)
        #expect(client.send(CapgoWorld.wire("GET /bundle/?app_id=com.new.app")).body == #"{"data":[]}"#)
        #expect(
            client.send(CapgoWorld.wire("POST /channel/", #"{"app_id":"com.new.app","channel":"c"}"#)).status == 200)
        func channel() -> JSONValue? {
            client.send(CapgoWorld.wire("GET /channel/?app_id=com.new.app")).json["data"]?.array?.first
        }
        #expect(channel()?["version"] == ["id": 11, "name": "unknown"])
        let id = try #require(channel()?["id"]?.int)
        for (version, name) in [(12, "builtin"), (11, "unknown")] {
            let set = #"{"app_id":"com.new.app","version_id":\#(version),"channel_id":\#(id)}"#
            #expect(
                client.send(CapgoWorld.wire("PUT /bundle/", set)).description
                    == #"200 {"status":"success","message":"Bundle \#(name) set to channel c"}"#)
            #expect(channel()?["version"]?["name"]?.string == name)
        }
        #expect(client.send(CapgoWorld.wire("DELETE /bundle/?app_id=com.new.app")).status == 200)
        #expect(channel()?["version"] == ["id": 11, "name": "unknown"])
        #expect(try InProcessClient(seed: client.world).world == client.world)
        #expect(client.send(CapgoWorld.wire("DELETE /app/com.new.app")).status == 200)
        #expect(!client.world.contains("com.new.app"))
    }

    @Test func `the query stands in for a body that is not sent`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let lines = [
            "POST /bundle/?app_id=com.ada.app&version=2.0.0&external_url=https://x.example/2&checksum=c",
            "PUT /bundle/?app_id=com.ada.app&version_id=2&channel_id=2",
            "POST /bundle/metadata?app_id=com.ada.app&version_id=2&comment=12",
        ]
        for line in lines { #expect(client.send(CapgoWorld.wire(line)).status == 200, "\(line)") }
        let listed = client.send(CapgoWorld.wire("GET /bundle/?app_id=com.ada.app")).json["data"]?.array
        #expect(listed?.map { $0["name"] } == ["2.0.0", "1.1.0", "1.0.0"])
        #expect(listed?.dropFirst().first?["comment"] == "12")
    }

    @Test func `pages hold fifty, newest first`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        for number in 0..<110 { _ = client.send(Self.bundle("9.0.\(number)")) }
        let pages = (0...3).map { versions(client, "&page=\($0)") }
        #expect(pages.map(\.count) == [50, 50, 12, 0])
        #expect(pages.flatMap { $0 } == (0..<110).reversed().map { "9.0.\($0)" } + ["1.1.0", "1.0.0"])
    }
}
