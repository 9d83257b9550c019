import JSON
import Testing
import UnderstudyTesting

@Suite struct CapgoAppTests {
    @Test func `an app is made, shown, changed and deleted`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let before = client.rows
        let body = #"{"app_id":"Com2.new_x.y-z","name":"New","owner_org":"\#(CapgoWorld.organization)","icon":"i.png"}"#
        let made = client.send(CapgoWorld.wire("POST /app/", body))
        let id = try #require(made.json["id"]?.string)
        func shape(_ name: String, _ icon: String, _ retention: Int, _ updated: String) -> String {
            #"{"app_id":"Com2.new_x.y-z","created_at":"2026-02-13T12:00:00Z","default_upload_channel":"dev","icon_url":"\#(icon)","id":"\#(id)","last_version":null,"name":"\#(name)","owner_org":"\#(CapgoWorld.organization)","retention":\#(retention),"transfer_history":[],"updated_at":"\#(updated)","user_id":"\#(CapgoWorld.ada)"}"#
        }
        #expect(made.description == "200 " + shape("New", "i.png", 2_592_000, "2026-02-13T12:00:00Z"))
        #expect(client.send(CapgoWorld.wire("GET /app/Com2.new_x.y-z/")).body == #"{"data":\#(made.body)}"#)
        client.advance(seconds: 1)
        let changed = client.send(
            CapgoWorld.wire("PUT /app/Com2.new_x.y-z", #"{"name":"Newer","icon":"","retention":0}"#))
        #expect(changed.description == "200 " + shape("Newer", "", 0, "2026-02-13T12:00:01Z"))
        let longest = client.send(CapgoWorld.wire("PUT /app/Com2.new_x.y-z", #"{"retention":63113903}"#))
        #expect(longest.description == "200 " + shape("Newer", "", 63_113_903, "2026-02-13T12:00:01Z"))
        #expect(client.send(CapgoWorld.wire("DELETE /app/Com2.new_x.y-z")).description == #"200 {"status":"ok"}"#)
        // The numbers of the app's hidden bundles are not given again.
        #expect(
            client.rows
                == before.replacing(#""id":"bundles","last":10"#, with: #""id":"bundles","last":12"#))
    }

    @Test func `the query stands in for a body that is not sent`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let made = client.send(
            CapgoWorld.wire("POST /app/?app_id=com.new.app&name=New+One&owner_org=\(CapgoWorld.organization)"))
        #expect(made.status == 200 && made.json["name"] == "New One")
        let changed = client.send(CapgoWorld.wire("PUT /app/com.new.app?retention=60&icon=i.png"))
        #expect(changed.json["retention"] == 60 && changed.json["icon_url"] == "i.png")
        #expect(
            client.send(CapgoWorld.wire("PUT /app/com.new.app?retention=x")).description
                == #"400 {"error":"Invalid app configuration","status":"KO"}"#)
    }

    @Test func `a page beyond the last one is empty, however large its number is`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        for line in [
            "GET /organization/?", "GET /app/?", "GET /app/?limit=1000&", "GET /bundle/?app_id=com.ada.app&",
            "GET /channel/?app_id=com.ada.app&",
        ] {
            for page in ["1", "9223372036854775807", "99999999999999999999", "184467440737095516"] {
                let reply = client.send(CapgoWorld.wire("\(line)page=\(page)"))
                #expect(reply.description == #"200 {"data":[]}"#, "\(line)page=\(page)")
                let limited = client.send(CapgoWorld.wire("\(line)page=\(page)", key: "ada_app"))
                #expect(limited.description == #"200 {"data":[]}"#, "\(line)page=\(page) by a limited key")
            }
        }
    }

    @Test func `apps are sorted by organization, in pages of the requested size`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        for number in 0..<7 {
            let owner = number % 2 == 0 ? CapgoWorld.organization : CapgoWorld.emptyOrganization
            let body = #"{"app_id":"com.new.a\#(number)","name":"x","owner_org":"\#(owner)"}"#
            #expect(client.send(CapgoWorld.wire("POST /app/", body)).status == 200)
        }
        func ids(_ query: String) -> [String] {
            client.send(CapgoWorld.wire("GET /app/?\(query)")).json["data"]?.array?.compactMap { $0["app_id"]?.string }
                ?? []
        }
        let all = ["com.ada.app", "com.ada.sibling"] + [0, 2, 4, 6, 1, 3, 5].map { "com.new.a\($0)" }
        #expect(ids("") == all)
        for limit in 1...10 {
            #expect((0...10).flatMap { ids("limit=\(limit)&page=\($0)") } == all, "\(limit) a page")
        }
        #expect(ids("org_id=\(CapgoWorld.emptyOrganization)&limit=2&page=1") == ["com.new.a5"])
        #expect(ids("limit=1000") == all)
    }

    @Test func `all that is in an app goes with it and its id is free again`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        #expect(client.send(CapgoWorld.wire("DELETE /app/com.ada.app", key: "admin_all")).status == 200)
        #expect(!client.world.contains(#""app_id":"com.ada.app""#))
        let body = #"{"app_id":"com.ada.app","name":"Bob's","owner_org":"\#(CapgoWorld.foreignOrganization)"}"#
        #expect(client.send(CapgoWorld.wire("POST /app/", body, key: "bob_all")).status == 200)
        #expect(client.send(CapgoWorld.wire("GET /app/com.ada.app", key: "ada_app")).status == 404)
        #expect(client.send(CapgoWorld.wire("GET /bundle/?app_id=com.ada.app", key: "bob_all")).body == #"{"data":[]}"#)
    }
}
