import JSON
import Testing
import UnderstudyTesting

@Suite struct CapgoStatisticsTests {
    private func get(_ path: String, key: String = "ada_all") throws -> String {
        try InProcessClient(seed: CapgoWorld.seed).send(CapgoWorld.wire("GET /statistics/\(path)", key: key)).body
    }

    private static func point(_ day: Int, _ mau: Int, _ storage: Int, _ bandwidth: Int, app: String? = nil) -> String {
        let app = app.map { #""app_id":"\#($0)","# } ?? ""
        return #"{\#(app)"date":"2026-02-0\#(day)","mau":\#(mau),"storage":\#(storage),"bandwidth":\#(bandwidth)}"#
    }

    private static let range = "from=2026-02-01&to=2026-02-04"
    private static let daily = [point(1, 10, 100, 1000), point(2, 0, 0, 0), point(3, 7, 70, 700)]
    private static let sums = [point(1, 10, 100, 1000), point(2, 10, 100, 1000), point(3, 17, 170, 1700)]
    private static let bothDaily = [point(1, 11, 102, 1003), point(2, 0, 0, 0), point(3, 7, 70, 700)]
    private static let bothSums = [point(1, 11, 102, 1003), point(2, 11, 102, 1003), point(3, 18, 172, 1703)]

    private static func list(_ points: [String]) -> String { "[" + points.joined(separator: ",") + "]" }

    @Test func `an app's figures are summed up unless that is declined`() throws {
        #expect(try get("app/com.ada.app/?\(Self.range)") == Self.list(Self.sums))
        #expect(try get("app/com.ada.app?\(Self.range)&noAccumulate=true") == Self.list(Self.daily))
        #expect(try get("app/com.ada.app?\(Self.range)&noAccumulate=false") == Self.list(Self.sums))
    }

    @Test func `an organization's figures are those of its apps`() throws {
        let path = "org/\(CapgoWorld.organization)/?\(Self.range)"
        #expect(try get(path) == Self.list(Self.bothSums))
        #expect(try get("user/?\(Self.range)&noAccumulate=true") == Self.list(Self.bothDaily))
        let apps =
            [(1, 10, 100, 1000), (2, 0, 0, 0), (3, 7, 70, 700)].map {
                Self.point($0.0, $0.1, $0.2, $0.3, app: "com.ada.app")
            }
            + [(1, 1, 2, 3), (2, 0, 0, 0), (3, 0, 0, 0)].map {
                Self.point($0.0, $0.1, $0.2, $0.3, app: "com.ada.sibling")
            }
        #expect(
            try get(path + "&breakdown=true&noAccumulate=true")
                == #"{"global":\#(Self.list(Self.bothDaily)),"byApp":\#(Self.list(apps))}"#)
    }

    @Test func `a key that is limited to an app sees that app's figures alone`() throws {
        #expect(try get("user/?\(Self.range)", key: "ada_app") == Self.list(Self.sums))
    }

    @Test(arguments: [
        ("from=2026-02-01&to=2026-02-01", 0), ("from=2026-02-03&to=2026-02-01", 0),
        ("from=2026-02-13&to=2026-02-20", 1),
        ("from=2026-02-14&to=2026-02-20", 0), ("from=2026-02-01T00:00:00Z&to=2026-02-03T23:59:59Z", 2),
        ("from=2026-02-01T12:00:00Z&to=2026-02-03T12:00:00Z", 2),
        ("from=2026-02-01T12:00:00.5Z&to=2026-02-03T12:00:00Z", 1),
        ("from=2026-01-01&to=9999-12-31", 44), ("from=2024-02-28&to=2024-03-01", 2),
    ])
    func `there is a point for each whole day that is not in the future`(query: String, count: Int) throws {
        let points = try JSONParser.parse(Array(get("app/com.ada.app/?\(query)").utf8))
        #expect(points.array?.count == count)
    }

    @Test func `bundles' usage is in percent, the last day with it`() throws {
        #expect(
            try get("app/com.ada.app/bundle_usage?from=2026-02-01&to=2026-02-03")
                == #"{"labels":["2026-02-01","2026-02-02","2026-02-03"],"datasets":[{"label":"1.0.0","data":[75,0,0]},{"label":"1.1.0","data":[25,0,100]}]}"#
        )
        #expect(
            try get("app/com.ada.sibling/bundle_usage?from=2026-02-13&to=2026-03-03")
                == #"{"labels":["2026-02-13"],"datasets":[]}"#)
    }

    @Test func `sums stop where numbers end`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        for day in 1...2 {
            let body = #"{"app_id":"com.ada.app","date":"2026-02-0\#(day)","mau":9223372036854775807}"#
            #expect(client.control("PUT /_understudy/capgo/statistics", body: body).status == 200)
        }
        let points = client.send(CapgoWorld.wire("GET /statistics/user/?\(Self.range)"))
        #expect(points.json.array?.last?["mau"]?.int == .max)
    }
}
