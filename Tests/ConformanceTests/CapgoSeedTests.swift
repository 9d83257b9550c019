import Emulation
import JSON
import Testing
import Sandboxes
import UnderstudyTesting

@Suite struct CapgoSeedTests {
    private static let organization = "aaaaaaaa-0000-4000-8000-000000000001"

    private static func seed(_ section: String) -> String {
        #"{"version":1,"users":[{"email":"ada@example.com"},{"email":"bob@example.com"}],"capgo":{\#(section)}}"#
    }

    private static let good =
        #""organizations":[{"id":"\#(organization)","name":"O","members":[{"user":"ada@example.com","role":"super_admin"}]}],"apps":[{"app_id":"com.x.y","name":"A","owner_org":"\#(organization)"}]"#

    private func problems(_ section: String) -> [String] {
        var identifiers = IdentifierSource(seed: 1)
        do throws(SeedError) {
            _ = try World(
                seed: Array(Self.seed(section).utf8), identifiers: &identifiers,
                now: Timestamp(milliseconds: 0))
            return []
        } catch {
            return error.sentences
        }
    }

    private static let hash = String(repeating: "0f", count: 32)

    static let bad: [(String, String)] = [
        (
            #""organizations":[{"name":"O"}]"#,
            "capgo.organizations[0].members is missing, expected a list of objects"
        ),
        (
            #""organizations":[{"name":"O","members":[]}]"#,
            "capgo.organizations[0].members is [], expected a list with at least one member, or name who made it in created_by"
        ),
        (
            #""organizations":[{"name":"O","members":[{"user":"x","role":"read"}]}]"#,
            #"capgo.organizations[0].members[0].user is "x", expected the id or the e-mail address of one of users"#
        ),
        (
            #""organizations":[{"name":"O","members":[{"user":"ada@example.com","role":"owner"}]}]"#,
            #"capgo.organizations[0].members[0].role is "owner", expected one of "read", "upload", "write", "admin", "super_admin", "invite_read", "invite_upload", "invite_write", "invite_admin", "invite_super_admin""#
        ),
        (
            #""organizations":[{"name":"O","members":[{"user":"ada@example.com","role":"read"},{"user":"ADA@example.com","role":"read"}]}]"#,
            #"capgo.organizations[0].members[1].user is "ADA@example.com", expected a unique value"#
        ),
        (
            #""organizations":[{"name":"O","created_by":"x","members":[]}]"#,
            #"capgo.organizations[0].created_by is "x", expected the id or the e-mail address of one of users"#
        ),
        (
            #""apps":[{"app_id":"com.x.y","name":"A","owner_org":"nowhere"}]"#,
            #"capgo.apps[0].owner_org is "nowhere", expected the id of one of capgo.organizations"#
        ),
        (
            good + #","api_keys":[{"user_id":"x","mode":"read","name":"K"}]"#,
            #"capgo.api_keys[0].user_id is "x", expected the id or the e-mail address of one of users"#
        ),
        (
            good + #","api_keys":[{"user_id":"ada@example.com","mode":"rw","name":"K"}]"#,
            #"capgo.api_keys[0].mode is "rw", expected one of "read", "write", "upload", "all""#
        ),
        (
            good
                + #","api_keys":[{"user_id":"ada@example.com","mode":"read","name":"K","key":"k"},{"user_id":"bob@example.com","mode":"read","name":"K","key":"k"}]"#,
            #"capgo.api_keys[1].key is "k", expected a unique value"#
        ),
        (
            good
                + #","api_keys":[{"id":3,"user_id":"ada@example.com","mode":"read","name":"K"},{"id":3,"user_id":"bob@example.com","mode":"read","name":"K"}]"#,
            "capgo.api_keys[1].id is 3, expected a unique value"
        ),
        (
            good + #","api_keys":[{"id":0,"user_id":"ada@example.com","mode":"read","name":"K"}]"#,
            "capgo.api_keys[0].id is 0, expected a positive integer"
        ),
        (
            good
                + #","api_keys":[{"id":9223372036854775807,"user_id":"ada@example.com","mode":"read","name":"K"}]"#,
            "capgo.api_keys[0].id is 9223372036854775807, expected a number up to 9007199254740991"
        ),
        (
            good
                + #","api_keys":[{"user_id":"ada@example.com","mode":"read","name":"K","limited_to_apps":["com.x.z"]}]"#,
            #"capgo.api_keys[0].limited_to_apps is ["com.x.z"], expected a list of the app_id of some of capgo.apps"#
        ),
        (
            good
                + #","api_keys":[{"user_id":"ada@example.com","mode":"read","name":"K","limited_to_orgs":["x"]}]"#,
            #"capgo.api_keys[0].limited_to_orgs is ["x"], expected a list of the ids of some of capgo.organizations"#
        ),
        (
            good + #","bundles":[{"app_id":"com.x.z","name":"1.0.0"}]"#,
            #"capgo.bundles[0].app_id is "com.x.z", expected the app_id of one of capgo.apps"#
        ),
        (
            good + #","bundles":[{"app_id":"com.x.y","name":"1.0"}]"#,
            #"capgo.bundles[0].name is "1.0", expected a semantic version such as "1.2.3""#
        ),
        (
            good
                + #","bundles":[{"app_id":"com.x.y","name":"1.0.0"},{"app_id":"com.x.y","name":"1.0.0"}]"#,
            #"capgo.bundles[1].name is "1.0.0", expected a unique value"#
        ),
        (
            good + #","channels":[{"app_id":"com.x.y","name":"c","version":"1.0.0"}]"#,
            #"capgo.channels[0].version is "1.0.0", expected the name of one of capgo.bundles of the app"#
        ),
        (
            good + #","channels":[{"app_id":"com.x.y","name":"c","disableAutoUpdate":"all"}]"#,
            #"capgo.channels[0].disableAutoUpdate is "all", expected one of "major", "minor", "patch", "version_number", "none""#
        ),
        (
            good
                + #","channels":[{"app_id":"com.x.y","name":"c"},{"app_id":"com.x.y","name":"c"}]"#,
            #"capgo.channels[1].name is "c", expected a unique value"#
        ),
        (
            good + #","devices":[{"app_id":"com.x.y","device_id":""}]"#,
            #"capgo.devices[0].device_id is "", expected a string that is not empty"#
        ),
        (
            good + #","devices":[{"app_id":"com.x.y","device_id":"x","override_only":true}]"#,
            "capgo.devices[0].channel is missing, expected a channel's name, because nothing else is known of the device"
        ),
        (
            good + #","bundles":[{"app_id":"com.x.y","name":"unknown","deleted":true}]"#,
            "capgo.bundles[0].deleted is true, expected false, because each app has this bundle"
        ),
        (
            good
                + #","bundles":[{"app_id":"com.x.y","name":"builtin"},{"app_id":"com.x.y","name":"builtin"}]"#,
            #"capgo.bundles[1].name is "builtin", expected a unique value"#
        ),
        (
            good
                + #","api_keys":[{"user_id":"ada@example.com","mode":"read","name":"K","key_hash":"x"}]"#,
            #"capgo.api_keys[0].key_hash is "x", expected 64 lower-case hexadecimal digits: the SHA-256 of a key"#
        ),
        (
            good
                + #","api_keys":[{"user_id":"ada@example.com","mode":"read","name":"K","key":"k","key_hash":"\#(hash)"}]"#,
            #"capgo.api_keys[0].key_hash is "\#(hash.prefix(59))…, expected no hash beside the key itself"#
        ),
        (
            good
                + #","api_keys":[{"user_id":"ada@example.com","mode":"read","name":"K","key_hash":"\#(hash)"},{"user_id":"ada@example.com","mode":"read","name":"K","key_hash":"\#(hash)"}]"#,
            #"capgo.api_keys[1].key_hash is "\#(hash.prefix(59))…, expected a unique value"#
        ),
        (
            good
                + #","devices":[{"app_id":"com.x.y","device_id":"\#(organization)","channel":"c"}]"#,
            #"capgo.devices[0].channel is "c", expected the name of one of capgo.channels of the app"#
        ),
        (
            good + #","devices":[{"app_id":"com.x.y","device_id":"\#(organization)","version":7}]"#,
            "capgo.devices[0].version is 7, expected the id of one of capgo.bundles of the app"
        ),
        (
            good
                + #","devices":[{"app_id":"com.x.y","device_id":"\#(organization)"},{"app_id":"com.x.y","device_id":"\#(organization.uppercased())"}]"#,
            #"capgo.devices[1].device_id is "\#(organization.uppercased())", expected a unique value"#
        ),
        (
            good + #","statistics":[{"app_id":"com.x.y","date":"2026-02-30"}]"#,
            #"capgo.statistics[0].date is "2026-02-30", expected a day such as "2026-02-13""#
        ),
        (
            good + #","statistics":[{"app_id":"com.x.y"}]"#,
            #"capgo.statistics[0].date is missing, expected a day such as "2026-02-13", or from and days instead"#
        ),
        (
            good + #","statistics":[{"app_id":"com.x.y","from":"2026-02-01"}]"#,
            "capgo.statistics[0].days is missing, expected a number from 1 to 3660"
        ),
        (
            good
                + #","statistics":[{"app_id":"com.x.y","from":"2026-02-01","days":3},{"app_id":"com.x.y","date":"2026-02-03"}]"#,
            #"capgo.statistics[1].date is "2026-02-03", expected a unique value"#
        ),
        (
            good
                + #","statistics":[{"app_id":"com.x.y","date":"2026-02-03","bundles":{"1.0.0":1.5}}]"#,
            #"capgo.statistics[0].bundles is {"1.0.0":1.5}, expected an object of versions with shares from 0 to 1, such as {"1.2.3": 0.4}"#
        ),
        (
            good + #","counters":[{"id":"apps","last":1}]"#,
            #"capgo.counters[0].id is "apps", expected one of "api_keys", "bundles", "channels""#
        ),
        (
            good + #","options":{"key_modes":"old"}"#,
            #"capgo.options.key_modes is "old", expected one of "stepped", "2025-02""#
        ),
        (
            good + #","chanels":[]"#,
            #"capgo.chanels is [], expected no member of that name: did you mean "channels"?"#
        ),
    ]

    @Test(arguments: bad.indices)
    func `each problem is reported with its line, and nothing else is`(index: Int) {
        #expect(problems(Self.bad[index].0) == ["1: " + Self.bad[index].1])
    }

    @Test func `what is left out is filled in, also numbers between given ones`() throws {
        let keys =
            #""api_keys":[{"user_id":"ada@example.com","mode":"read","name":"a"},{"id":2,"user_id":"ada@example.com","mode":"all","name":"b","key":"b"},{"user_id":"ada@example.com","mode":"read","name":"c"}]"#
        let client = try InProcessClient(seed: Self.seed(Self.good + "," + keys))
        let listed = client.send(CapgoWorld.wire("GET /apikey/", key: "b")).json["data"]?.array
        #expect(listed?.compactMap { $0["id"]?.int } == [3, 2, 4])
        let app = client.send(CapgoWorld.wire("GET /app/com.x.y", key: "b")).json["data"]
        #expect(app?["user_id"] == listed?.first?["user_id"])
        #expect(app?["created_at"] == "2026-02-13T12:00:00Z")
    }

    @Test func `apps get their hidden bundles, and a channel may name one`() throws {
        let rest =
            #""bundles":[{"app_id":"com.x.y","name":"builtin","id":9},{"app_id":"com.x.y","name":"1.0.0"}],"channels":[{"app_id":"com.x.y","name":"a","version":"unknown"},{"app_id":"com.x.y","name":"b","version":"builtin"}],"api_keys":[{"user_id":"ada@example.com","mode":"read","name":"K","key":"k"}]"#
        let client = try InProcessClient(seed: Self.seed(Self.good + "," + rest))
        let channels = client.send(CapgoWorld.wire("GET /channel/?app_id=com.x.y", key: "k")).json[
            "data"]?.array
        #expect(
            channels?.map { $0["version"] } == [
                ["id": 11, "name": "unknown"], ["id": 9, "name": "builtin"],
            ])
        let bundles = client.send(CapgoWorld.wire("GET /bundle/?app_id=com.x.y", key: "k")).json[
            "data"]?.array
        #expect(bundles?.map { $0["id"] } == [10])
        #expect(try InProcessClient(seed: client.world).world == client.world)
    }

    @Test func `the days that a whole seed generates are bounded`() {
        // Of an unknown app, so that nothing is generated before the bound is reached.
        let entry = #"{"app_id":"com.no.app","from":"2026-01-01","days":3660}"#
        func problemCount(_ entryCount: Int) -> Int {
            let entries = Array(repeating: entry, count: entryCount).joined(separator: ",")
            var identifiers = IdentifierSource(seed: 1)
            let text = Self.seed(#""statistics":[\#(entries)]"#)
            do throws(SeedError) {
                _ = try World(
                    seed: Array(text.utf8), identifiers: &identifiers,
                    now: Timestamp(milliseconds: 0))
                return 0
            } catch {
                return error.sentences.count + error.othersCount
            }
        }
        // Each entry's app is unknown, and the days of the last one are too many.
        #expect(problemCount(273) == 273)
        #expect(problemCount(274) == 274 + 1)
        #expect(problemCount(275) == 275 + 2)
    }

    @Test func `generated figures rise and fall and are the same every time`() throws {
        let statistics =
            #""statistics":[{"app_id":"com.x.y","from":"2025-02-13","days":365,"mau":1000,"bandwidth":500000,"seed":3}]"#
        let key = #""api_keys":[{"user_id":"ada@example.com","mode":"read","name":"a","key":"a"}]"#
        let client = try InProcessClient(
            seed: Self.seed([Self.good, statistics, key].joined(separator: ",")))
        let line = "GET /statistics/app/com.x.y/?from=2025-02-13&to=2026-02-13&noAccumulate=true"
        let mau =
            client.send(CapgoWorld.wire(line, key: "a")).json.array?.compactMap { $0["mau"]?.int }
            ?? []
        #expect(mau.count == 365)
        #expect(mau.allSatisfy { (500...1600).contains($0) })
        #expect(Set(mau).count > 150)
        let rises = zip(mau, mau.dropFirst()).count { $0 < $1 }
        #expect((90...275).contains(rises))
        #expect(mau.prefix(90).reduce(0, +) < mau.suffix(90).reduce(0, +))
        #expect(
            client.world.contains(#""date":"2025-02-13""#) && !client.world.contains(#""from""#))
        #expect(try InProcessClient(seed: client.world).world == client.world)
    }

    @Test func `the demo is good, and the same after it was written and read`() throws {
        let client = try InProcessClient(seed: try SourceTree.text("seed/demo.json"))
        #expect(try InProcessClient(seed: client.world).world == client.world)
        let keys = [
            "ak_demo_fake_ada_read", "ak_demo_fake_ada_upload", "ak_demo_fake_ada_write",
            "ak_demo_fake_ada_all",
        ]
        #expect(
            keys.allSatisfy {
                client.send(CapgoWorld.wire("GET /organization/", key: $0)).status == 200
            })
        let expired = client.send(
            CapgoWorld.wire("GET /organization/", key: "ak_demo_fake_ada_expired"))
        #expect(expired.body.contains("API key has expired"))
    }
}
