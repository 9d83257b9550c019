import JSON
import Testing
import UnderstudyTesting

@Suite struct CapgoDeviceTests {
    private static let report = "PUT /_understudy/capgo/devices"

    private func ids(_ reply: Reply) -> [String] {
        reply.json["data"]?.array?.compactMap { $0["device_id"]?.string } ?? []
    }

    @Test func `a device is shown by its id in either case`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        for id in [CapgoWorld.device, CapgoWorld.device.uppercased()] {
            #expect(
                client.send(CapgoWorld.wire("GET /device/?app_id=com.ada.app&device_id=\(id)")).description
                    == #"200 {"updated_at":"2026-02-01T00:00:00Z","device_id":"\#(CapgoWorld.device)","custom_id":"","version":1,"version_name":"1.0.0","app_id":"com.ada.app","platform":"ios","plugin_version":"","os_version":"","version_build":"","is_prod":true,"is_emulator":false,"key_id":null}"#
            )
        }
    }

    @Test func `an override is set, shown and taken away`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let body = #"{"app_id":"com.ada.app","device_id":"\#(CapgoWorld.device.uppercased())","channel":"beta"}"#
        #expect(client.send(CapgoWorld.wire("POST /device/", body)).description == #"200 {"status":"ok"}"#)
        let show = CapgoWorld.wire("GET /device/?app_id=com.ada.app&device_id=\(CapgoWorld.device)")
        #expect(client.send(show).body.contains(#""version_name":"1.0.0","channel":"beta","app_id""#))
        let remove = CapgoWorld.wire("DELETE /device/?app_id=com.ada.app&device_id=\(CapgoWorld.device)")
        #expect(client.send(remove).description == #"200 {"status":"ok"}"#)
        #expect(client.send(show).json["channel"] == nil)
        #expect(client.send(remove).description == #"200 {"status":"ok"}"#)
    }

    @Test func `an unknown device is remembered as an override until it reports`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let body = #"{"app_id":"com.ada.app","device_id":"\#(CapgoWorld.unknownDevice)","channel":"beta"}"#
        #expect(client.send(CapgoWorld.wire("POST /device/", body)).status == 200)
        let show = CapgoWorld.wire("GET /device/?app_id=com.ada.app&device_id=\(CapgoWorld.unknownDevice)")
        #expect(client.send(show).status == 404)
        #expect(ids(client.send(CapgoWorld.wire("GET /device/?app_id=com.ada.app"))) == [CapgoWorld.device])
        #expect(try InProcessClient(seed: client.world).world == client.world)
        let report =
            #"{"app_id":"com.ada.app","device_id":"\#(CapgoWorld.unknownDevice)","version_name":"1.1.0","platform":"android"}"#
        #expect(client.control(Self.report, body: report).json["data"]?["version"] == 2)
        #expect(client.send(show).json["channel"] == "beta")
        let path = "/_understudy/capgo/devices/com.ada.app/\(CapgoWorld.unknownDevice)"
        #expect(client.control("DELETE \(path)").body == #"{"status":"ok"}"#)
        #expect(client.send(show).status == 404)
    }

    @Test func `a post without a channel changes nothing`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let before = client.world
        let body = #"{"app_id":"com.ada.app","device_id":"\#(CapgoWorld.unknownDevice)"}"#
        #expect(client.send(CapgoWorld.wire("POST /device/", body)).description == #"200 {"status":"ok"}"#)
        #expect(client.world == before)
    }

    @Test func `devices come latest first, then by id, through every cursor`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        var expected: [(String, String)] = [("2026-02-01T00:00:00Z", CapgoWorld.device)]
        for number in 0..<23 {
            let id = "eeeeeeee-0000-4000-8000-0000000000\(10 + (number * 7) % 23)"
            let time = "2026-02-0\(1 + number % 5)T00:00:00Z"
            let body = #"{"app_id":"com.ada.app","device_id":"\#(id)","updated_at":"\#(time)"}"#
            #expect(client.control(Self.report, body: body).status == 200)
            expected.append((time, id))
        }
        let order = expected.sorted { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 > $1.0 }.map(\.1)
        for limit in [1, 2, 5, 23, 24, 25, 1000] {
            var found: [String] = []
            var cursor: String? = ""
            while let text = cursor {
                let query = text.isEmpty ? "" : "&cursor=\(text)"
                let reply = client.send(CapgoWorld.wire("GET /device/?app_id=com.ada.app&limit=\(limit)\(query)"))
                #expect(reply.status == 200)
                found += ids(reply)
                cursor = reply.json["nextCursor"]?.string
                #expect(reply.json["hasMore"]?.bool == (cursor != nil))
            }
            #expect(found == order, "\(limit) at a time")
        }
    }
}
