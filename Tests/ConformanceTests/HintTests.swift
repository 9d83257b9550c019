import JSON
import Testing
import UnderstudyTesting

/// What the log of requests says about requests that were refused; the answers never do.
struct HintTests {
    private static let ada = "ak_demo_fake_ada_all"
    private static let cavos = "cav_demo_fake_lantern_ci_000000000000000000000000000"
    private static let capydb = "capy_live_mgmt_demo_fake_0000000000000000000000000000"
    private static let experiments = "cav_demo_fake_experiments_backend_000000000000000000"

    private static func createApp(_ field: String, _ body: String = "{}", query: String = "") -> Wire {
        Wire("POST /api/v1/apps\(query)", field.isEmpty ? [] : [field], body: body)
    }

    static let rows: [(wire: Wire, hint: String?)] = [
        // A key in another form than the service reads.
        (
            Wire("GET /organization/", ["Authorization: Bearer \(ada)"]),
            #"The Capgo public API expects the key alone: remove "Bearer" before it."#
        ),
        (createApp("Authorization: \(cavos)"), #"The Cavos Management API expects "Bearer" before the key."#),
        (Wire("GET /v1/me", ["Authorization: \(capydb)"]), #"The CapyDB API expects "Bearer" before the key."#),
        (
            createApp("x-api-key: \(cavos)"),
            "The Cavos Management API reads no key from x-api-key, but from Authorization."
        ),
        // A key of another service.
        (
            Wire("GET /organization/", ["authorization: \(cavos)"]),
            "The key is one of the Cavos Management API, and this is the Capgo public API."
        ),
        (
            createApp("Authorization: Bearer \(ada)"),
            "The key is one of the Capgo public API, and this is the Cavos Management API."
        ),
        (
            Wire("GET /v1/me", ["Authorization: Bearer \(cavos)"]),
            "The key is one of the Cavos Management API, and this is the CapyDB API."
        ),
        // Expired and revoked keys.
        (
            Wire("GET /organization/", ["authorization: ak_demo_fake_ada_expired"]),
            "The key expired at 2025-10-01T00:00:00Z."
        ),
        (
            createApp("Authorization: Bearer cav_demo_fake_lantern_revoked_0000000000000000000000"),
            "The key was revoked."
        ),
        (
            Wire("GET /v1/me", ["Authorization: Bearer capy_live_lost_demo_fake_0000000000000000000000000000"]),
            "The key was revoked at 2025-12-01T07:30:00Z."
        ),
        (
            Wire("GET /v1/me", ["X-API-Key: capy_live_old0_demo_fake_0000000000000000000000000000"]),
            "The key expired at 2025-12-30T09:00:00Z."
        ),
        // White space and quotation marks.
        (
            Wire("GET /organization/", ["authorization: \"\(ada)\""]),
            "There is white space or a quotation mark around the key: without it, the key is known."
        ),
        (
            Wire("GET /organization/", ["authorization: \(ada)\\r"]),
            "There is white space or a quotation mark around the key: without it, the key is known."
        ),
        (
            Wire("GET /organization/", ["authorization: \(ada)\r"]),
            "A header field has a control character, such as the carriage return at the end of a key "
                + "that was read from a file with CRLF."
        ),
        (
            createApp("Authorization: Bearer \(cavos)%20"),
            "There is white space or a quotation mark around the key: without it, the key is known."
        ),
        (
            Wire("GET /v1/me", ["Authorization: Bearer %0d\(capydb)%0D%0A"]),
            "There is white space or a quotation mark around the key: without it, the key is known."
        ),
        // White space around a value of the path, the query and the body.
        (
            Wire("GET /v1/organizations/org_demo_moth%20/api-keys", ["Authorization: Bearer \(capydb)"]),
            #"There is white space or a quotation mark around "organizationID" in the path."#
        ),
        (
            Wire("GET /apikey/\(ada)%0D", ["authorization: \(ada)"]),
            #"There is white space or a quotation mark around ""#
        ),
        (
            createApp("Authorization: Bearer \(cavos)", #"{"name":"x","organization_id":"5b1e6a0c \n"}"#),
            #"There is white space or a quotation mark around "organization_id" in the body."#
        ),
        (
            Wire("GET /bundle/?app_id=com.demo.app%0A", ["authorization: \(ada)"]),
            #"There is white space or a quotation mark around "app_id" in the query."#
        ),
        // Organizations and subkeys of others.
        (
            createApp(
                "Authorization: Bearer \(experiments)",
                #"{"name":"x","organization_id":"5b1e6a0c-1111-4000-8000-00000000dead"}"#),
            "The key belongs to the organization a1d4c7e0-2222-4a3b-8c5d-0e6f7a8b9c02, and organization_id names another"
        ),
        (
            Wire("GET /organization/", ["authorization: \(ada)", "x-limited-key-id: 10"]),
            "x-limited-key-id names a key of the user "
        ),
        (
            Wire("GET /organization/", ["authorization: \(ada)", "x-limited-key-id: 999"]),
            "x-limited-key-id is the number of no key."
        ),
        // Query and body.
        (
            Wire("POST /api/v1/apps?name=x", ["Authorization: Bearer \(cavos)"]),
            #""name" is read from the JSON body, and was sent in the query."#
        ),
        (
            createApp("Authorization: Bearer \(cavos)", #"{"nmae":"x"}"#),
            #"The member "nmae" is not read: did you mean "name"?"#
        ),
        (createApp("Authorization: Bearer \(cavos)", #"{"colour":"x"}"#), nil),
        // Paths.
        (
            Wire("POST /v2/apps"),
            "No service has this path: the Cavos Management API has /api/v1/apps. Is the client's base URL right?"
        ),
        (
            Wire("POST /api/apps"),
            "No service has this path: the Cavos Management API has /api/v1/apps. Is the client's base URL right?"
        ),
        (
            Wire("GET //organization/"),
            "The path has a doubled slash: the Capgo public API has /organization. Is the client's base URL right?"
        ),
        (
            Wire("POST /api//v1/apps"),
            "The path has a doubled slash: the Cavos Management API has /api/v1/apps. Is the client's base URL right?"
        ),
        (
            Wire("DELETE /v9/apikey/ak_secret_0123456789"),
            "No service has this path: the Capgo public API has /apikey/ak_secret_01…. Is the client's base URL right?"
        ),
        (Wire("PUT /api/v1/apps"), "The path exists, but not with PUT."), (Wire("GET /favicon.ico"), nil),
        // Nothing to say.
        (Wire("GET /organization/", ["authorization: \(ada)"]), nil),
        (Wire("GET /organization/", ["authorization: x"]), nil),
        (createApp(""), nil),
    ]

    @Test(arguments: rows)
    func `the log says what was probably overlooked, and the answer does not`(
        row: (wire: Wire, hint: String?)
    ) throws {
        let client = try InProcessClient(seed: SourceTree.text("seed/demo.json"))
        let answer = client.send(row.wire)
        let hint = client.send("GET /_understudy/requests/1").json["hint"]?.string
        if let expected = row.hint {
            #expect(hint?.hasPrefix(expected) == true, "\(hint ?? "no hint")")
            #expect(!answer.body.contains(expected))
        } else {
            #expect(hint == nil)
        }
    }

    @Test func `another organization's key is named as one`() throws {
        let seed = try SourceTree.text("seed/demo.json")
        let ids = seed.matches(of: #/"organization_id": "([0-9a-f-]{36})"/#).map { String($0.1) }
        let client = try InProcessClient(seed: seed)
        let own = client.send("GET /_understudy/state").json["cavos"]?["api_keys"]?.array?
            .first { $0["key"]?.string == Self.cavos }?["organization_id"]?.string
        let organization = try #require(own)
        let other = try #require(ids.first { $0 != organization })
        let body = #"{"name":"x","organization_id":"\#(other)"}"#
        #expect(client.send(Self.createApp("Authorization: Bearer \(Self.cavos)", body)).status == 403)
        #expect(
            client.send("GET /_understudy/requests/1").json["hint"]?.string
                == "The key belongs to the organization \(organization), and organization_id names another one.")
        _ = client.send("GET /v1/organizations/org_demo_moth/api-keys", ["Authorization: Bearer \(Self.capydb)"])
        #expect(
            client.send("GET /_understudy/requests/2").json["hint"]?.string
                == "The key belongs to the organization org_demo_lantern, and the request names another one.")
        _ = client.send(
            "GET /organization/?orgId=d0c1e2f3-2222-4a5b-8c6d-1a2b3c4d5e02",
            ["authorization: ak_demo_fake_ada_wallet_only"])
        let last = client.send("GET /_understudy/requests/3").json
        #expect(
            (last["refusal"] == "organizationForbidden")
                == (last["hint"]?.string?.hasPrefix("The key belongs to the user") == true))
    }
}
