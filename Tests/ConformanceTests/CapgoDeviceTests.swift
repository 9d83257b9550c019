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

    @Test func `a device's id is any text, in lower case`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let report = #"{"app_id":"com.ada.app","device_id":"Ada's |Phone \u00c9"}"#
        #expect(client.control(Self.report, body: report).json["data"]?["device_id"] == "ada's |phone \u{E9}")
        let id = "ADA'S%20%7CPHONE%20%C3%89"
        #expect(client.send(CapgoWorld.wire("GET /device/?app_id=com.ada.app&device_id=\(id)")).status == 200)
        let body = #"{"app_id":"com.ada.app","device_id":"ADA'S |Phone \u00c9","channel":"beta"}"#
        #expect(client.send(CapgoWorld.wire("POST /device/", body)).description == #"200 {"status":"ok"}"#)
        let page = client.send(CapgoWorld.wire("GET /device/?app_id=com.ada.app&limit=1"))
        #expect(
            page.body.hasSuffix(#"],"nextCursor":"2026-02-13T12:00:00Z|ada's |phone \#u{E9}","hasMore":true}"#))
        let cursor = "2026-02-13T12:00:00Z%7Cada's%20%7Cphone%20%C3%A9"
        #expect(
            ids(client.send(CapgoWorld.wire("GET /device/?app_id=com.ada.app&cursor=\(cursor)"))) == [CapgoWorld.device]
        )
        #expect(client.send(CapgoWorld.wire("DELETE /device/?app_id=com.ada.app&device_id=\(id)")).status == 200)
        #expect(try InProcessClient(seed: client.world).world == client.world)
    }

    @Test func `a cursor is not read when a device is asked for`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let line = "GET /device/?app_id=com.ada.app&cursor=x&device_id=\(CapgoWorld.device)"
        #expect(client.send(CapgoWorld.wire(line)).status == 200)
    }

    @Test func `devices of one second are sorted by id, so that the cursor finds them all`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        for (id, time) in [("b", "12:00:00.100"), ("a", "12:00:00.050"), ("c", "12:00:00.900"), ("d", "12:00:01")] {
            let body = #"{"app_id":"com.ada.app","device_id":"\#(id)","updated_at":"2026-02-12T\#(time)Z"}"#
            #expect(client.control(Self.report, body: body).status == 200)
        }
        var found: [String] = []
        var cursor: String? = ""
        while let text = cursor {
            let query = text.replacing("|", with: "%7C")
            let reply = client.send(CapgoWorld.wire("GET /device/?app_id=com.ada.app&limit=1&cursor=\(query)"))
            found += ids(reply)
            cursor = reply.json["nextCursor"]?.string
        }
        #expect(found == ["d", "a", "b", "c", CapgoWorld.device])
    }

    @Test func `a device's bundle is set, with its channel or alone`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        func post(_ device: String, _ members: String) -> String {
            let body = #"{"app_id":"com.ada.app","device_id":"\#(device)",\#(members)}"#
            return client.send(CapgoWorld.wire("POST /device/", body)).description
        }
        let show = CapgoWorld.wire("GET /device/?app_id=com.ada.app&device_id=\(CapgoWorld.device)")
        #expect(post(CapgoWorld.device, #""version_id":2"#) == #"200 {"status":"ok"}"#)
        #expect(client.send(show).body.contains(#""version":2,"version_name":"1.1.0","app_id""#))
        #expect(post(CapgoWorld.device, #""version_id":1,"channel":"beta""#) == #"200 {"status":"ok"}"#)
        #expect(client.send(show).body.contains(#""version":1,"version_name":"1.0.0","channel":"beta","app_id""#))
        #expect(post(CapgoWorld.device, #""version_id":6"#) == #"200 {"status":"ok"}"#)
        #expect(client.send(show).body.contains(#""version":6,"version_name":"builtin","channel""#))
        #expect(post("new", #""version_id":2"#) == #"200 {"status":"ok"}"#)
        #expect(post("newer", #""version_id":2,"channel":"beta""#) == #"200 {"status":"ok"}"#)
        #expect(ids(client.send(CapgoWorld.wire("GET /device/?app_id=com.ada.app"))) == [CapgoWorld.device])
        #expect(client.send(CapgoWorld.wire("DELETE /channel/?app_id=com.ada.app&channel=beta")).status == 200)
        #expect(try InProcessClient(seed: client.world).world == client.world)
        for id in ["new", "newer"] {
            let report = client.control(Self.report, body: #"{"app_id":"com.ada.app","device_id":"\#(id)"}"#)
            #expect(report.json["data"]?["version_name"] == "1.1.0")
        }
        #expect(
            client.send(CapgoWorld.wire("POST /device/?app_id=com.ada.app&device_id=new&version_id=1")).status == 200)
        let changed = client.send(CapgoWorld.wire("GET /device/?app_id=com.ada.app&device_id=new"))
        #expect(changed.json["version"] == 1)
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
                let query = "&cursor=" + text.replacing("|", with: "%7C")
                let reply = client.send(CapgoWorld.wire("GET /device/?app_id=com.ada.app&limit=\(limit)\(query)"))
                #expect(reply.status == 200)
                found += ids(reply)
                cursor = reply.json["nextCursor"]?.string
                let last = reply.json["data"]?.array?.last
                let halves = [last?["updated_at"]?.string, last?["device_id"]?.string].compactMap { $0 }
                #expect(cursor == nil || cursor == halves.joined(separator: "|"))
                #expect(reply.json["hasMore"]?.bool == (cursor != nil))
            }
            #expect(found == order, "\(limit) at a time")
        }
    }
}
