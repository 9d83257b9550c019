import Foundation
import FoundationNetworking
import Testing
import Understudy
import UnderstudyTesting

/// The server on a port, as the tests of a client with URLSession use it.
struct EmulatorServerTests {
    private static let key = "ak_demo_fake_ada_all"

    /// Sends a request by URLSession.
    private func send(
        _ method: String, _ url: String, _ headers: [String: String] = [:], body: String = ""
    ) async throws -> (status: Int, body: String) {
        var request = URLRequest(url: try #require(URL(string: url)))
        request.httpMethod = method
        request.allHTTPHeaderFields = headers
        request.httpBody = body.isEmpty ? nil : Data(body.utf8)
        let (data, response) = try await URLSession.shared.data(for: request)
        return (
            (response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self)
        )
    }

    /// The example of the README.
    @Test func `a client is tested against a sandbox of a server`() async throws {
        let server = try EmulatorServer.start(time: 1_770_984_000_000)
        defer { server.stop() }
        let json = ["Content-Type": "application/json"]
        let made = try await send(
            "POST", server.url + "/_understudy/sandboxes", json, body: #"{"name":"a"}"#)
        #expect(made.status == 201)
        let api = server.url + "/_sandbox/a"
        let reply = try await send("GET", api + "/organization/", ["authorization": Self.key])
        #expect(reply.status == 200)
        _ = try await send(
            "PUT", api + "/_understudy/limits", json,
            body: #"{"service":"capgo","user":"ada@example.com","limit":0}"#)
        #expect(
            try await send("GET", api + "/organization/", ["authorization": Self.key]).status == 429
        )
        #expect(
            try await send("GET", server.url + "/organization/", ["authorization": Self.key]).status
                == 200)
    }

    @Test(
        arguments: [
            (#"{"status":503}"#, 503), (#"{"delay_ms":1}"#, 200),
            (#"{"bytes_per_second":100000}"#, 200),
            (#"{"drop":true}"#, nil), (#"{"reset":true}"#, nil),
            (#"{"truncate_after_bytes":40}"#, nil),
        ] as [(String, Int?)])
    func `URLSession sees each kind of fault`(action: String, status: Int?) async throws {
        let server = try EmulatorServer.start()
        defer { server.stop() }
        let rule = #"{"match":{"service":"capgo"},"then":\#(action)}"#
        let json = ["Content-Type": "application/json"]
        #expect(
            try await send("POST", server.url + "/_understudy/faults", json, body: rule).status
                == 201)
        let reply = try? await send(
            "GET", server.url + "/organization/", ["authorization": Self.key])
        #expect(reply?.status == status)
        let faults = try await send("GET", server.url + "/_understudy/faults").body
        // URLSession may try again when the connection breaks.
        #expect(!faults.contains(#""fired":0"#))
    }

    @Test func `servers are independent of each other`() async throws {
        let servers = try (0..<3).map { _ in try EmulatorServer.start(seed: #"{"version":1}"#) }
        defer { for server in servers { server.stop() } }
        #expect(Set(servers.map(\.url)).count == 3)
        let body = #"{"version":1,"users":[{"email":"new@example.com"}]}"#
        _ = try await send(
            "PUT", servers[0].url + "/_understudy/state", ["Content-Type": "application/json"],
            body: body)
        let states = try await [
            send("GET", servers[0].url + "/_understudy/state").body,
            send("GET", servers[1].url + "/_understudy/state").body,
        ]
        #expect(states.map { $0.contains("new@example.com") } == [true, false])
    }

    @Test func `a stopped server's port is free`() throws {
        let server = try EmulatorServer.start()
        let port = try #require(UInt16(server.url.split(separator: ":").last ?? ""))
        server.stop()
        server.stop()
        let next = try EmulatorServer.start(port: port)
        #expect(next.url == server.url)
        #expect(throws: EmulatorServer.UnusablePort.self) { try EmulatorServer.start(port: port) }
        next.stop()
    }

    @Test func `a bad seed is refused with its problems`() {
        #expect(throws: Emulator.InvalidSeed.self) { try EmulatorServer.start(seed: "{}") }
    }
}
