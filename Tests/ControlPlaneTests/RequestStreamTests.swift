import HTTP
import Sandboxes
import Testing
import Understudy
import UnderstudyTesting

struct RequestStreamTests {
    /// A client of the stream that reads when the test says so.
    private final class Reader {
        let source: any BodySource
        private(set) var resumeCount = 0

        init?(_ client: InProcessClient, _ path: String = "", _ fields: [String] = []) {
            var delivery: Delivery?
            client.send(Wire("GET /_understudy/requests/stream\(path)", fields)) { delivery = $0 }
            guard let source = delivery?.response.body.source else { return nil }
            self.source = source
            source.start { [unowned self] in resumeCount += 1 }
        }

        /// What can be read without waiting, and how it ended.
        func read() -> (text: String, end: BodyChunk) {
            var bytes: [UInt8] = []
            while true {
                switch source.next(byteCountMax: 65_536) {
                case .bytes(let part): bytes += part
                case let end: return (String(decoding: bytes, as: UTF8.self), end)
                }
            }
        }

        /// The numbers of the entries that can be read.
        func readIDs() -> [Int] {
            read().text.split(separator: "\n").compactMap { line in
                line.hasPrefix("id: ") ? Int(line.dropFirst(4)) : nil
            }
        }
    }

    @Test func `each request is an event with its number`() throws {
        let client = try ControlWorld.client()
        _ = client.send("GET /ok")
        let reader = try #require(Reader(client))
        #expect(reader.read() == ("retry: 1000\n\n", .wait))
        _ = client.send("GET /ok")
        #expect(reader.resumeCount == 1)
        let entry = client.send("GET /_understudy/requests/2").body
        #expect(reader.read() == ("id: 2\ndata: \(entry)\n\n", .wait))
        _ = client.send("GET /ok")
        _ = client.send("GET /ok")
        #expect(reader.resumeCount == 2)
        #expect(reader.readIDs() == [3, 4])
    }

    @Test func `it is a stream of events`() throws {
        let client = try ControlWorld.client()
        var delivery: Delivery?
        client.send(Wire("GET /_understudy/requests/stream")) { delivery = $0 }
        #expect(delivery?.response.headers["Content-Type"] == "text/event-stream")
        delivery?.response.body.source?.cancel()
    }

    @Test func `a filter selects the events`() throws {
        let client = try ControlWorld.client()
        let reader = try #require(Reader(client, "?status=404"))
        _ = client.send("GET /ok")
        _ = client.send("GET /nothing")
        #expect(reader.readIDs() == [2])
    }

    @Test func `a client continues after the last event that it has`() throws {
        let client = try ControlWorld.client()
        for _ in 0..<4 { _ = client.send("GET /ok") }
        #expect(Reader(client, "", ["Last-Event-ID: 2"])?.readIDs() == [3, 4])
        #expect(Reader(client, "", ["Last-Event-ID: 9"])?.readIDs() == [])
        #expect(Reader(client, "", ["Last-Event-ID: 0"])?.readIDs() == [1, 2, 3, 4])
    }

    @Test(arguments: ["-1", "-9223372036854775808", "x", "+1", "1.5", "9223372036854775808", ""])
    func `an id that no event has is refused`(id: String) throws {
        let client = try ControlWorld.client()
        let reply = client.send("GET /_understudy/requests/stream", ["Last-Event-ID: \(id)"])
        let expectation = "the id of a request, which is a non-negative integer"
        let message = #"Last-Event-ID is \"\#(id)\", expected \#(expectation)"#
        #expect(reply.description == #"400 {"error":"\#(message)"}"#)
    }

    @Test func `a client is told of events that it missed`() throws {
        let client = try InProcessClient(
            seed: ControlWorld.seed, requestLogs: RequestLogBudget(entryCountMax: 2))
        for _ in 0..<5 { _ = client.send("GET /ok") }
        let text = Reader(client, "", ["Last-Event-ID: 1"])?.read().text
        #expect(text?.contains("event: evicted\ndata: {\"count\":2}\n\nid: 4\n") == true)
    }

    @Test func `a client that never reads is dropped, and others are undisturbed`() throws {
        let client = try ControlWorld.client()
        let slow = try #require(Reader(client))
        let quick = try #require(Reader(client))
        #expect(slow.read().end == .wait)
        var seen = quick.readIDs()
        for _ in 0..<1100 {
            _ = client.send("GET /ok")
            seen += quick.readIDs()
        }
        #expect(seen == Array(1...1100))
        #expect(slow.source.next(byteCountMax: 100) == .failed)
        #expect(quick.read().end == .wait)
    }

    @Test func `streams end when the server stops`() throws {
        let client = try ControlWorld.client()
        let reader = try #require(Reader(client))
        #expect(reader.read().end == .wait)
        client.gateway.requestLogs.endStreams()
        #expect(reader.resumeCount == 1)
        #expect(reader.read().end == .end)
    }

    @Test func `there are at most 100 streams, and a client that leaves makes room`() throws {
        let client = try ControlWorld.client()
        let readers = (0..<100).compactMap { _ in Reader(client) }
        #expect(client.send("GET /_understudy/requests/stream").status == 429)
        readers.first?.source.cancel()
        #expect(Reader(client) != nil)
    }
}
