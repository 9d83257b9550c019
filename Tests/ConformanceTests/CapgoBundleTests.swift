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
            #"{"data":[{"id":5,"app_id":"com.ada.app","name":"2.0.0-beta.1+5","checksum":"c3","created_at":"2026-02-13T12:00:00Z","updated_at":"2026-02-13T12:00:00Z","deleted":false,"external_url":"https://x.example/a?b=c#d","minUpdateVersion":null,"native_packages":[],"owner_org":"\#(CapgoWorld.organization)","r2_path":null,"session_key":null,"storage_provider":"external","user_id":"\#(CapgoWorld.ada)"},{"id":2,"#
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

    @Test func `pages hold fifty, newest first`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        for number in 0..<110 { _ = client.send(Self.bundle("9.0.\(number)")) }
        let pages = (0...3).map { versions(client, "&page=\($0)") }
        #expect(pages.map(\.count) == [50, 50, 12, 0])
        #expect(pages.flatMap { $0 } == (0..<110).reversed().map { "9.0.\($0)" } + ["1.1.0", "1.0.0"])
    }
}
