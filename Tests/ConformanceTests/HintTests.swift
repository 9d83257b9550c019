import JSON
import Testing
import UnderstudyTesting

/// What the log of requests says about requests that were refused; the answers never do.
struct HintTests {
    private static let ada = "ak_demo_fake_ada_all"
    private static let cavos = "cav_demo_fake_lantern_ci_000000000000000000000000000"
    private static let capydb = "capy_live_mgmt_demo_fake_0000000000000000000000000000"
    private static let experiments = "cav_demo_fake_experiments_backend_000000000000000000"

    private static func createApp(_ field: String, _ body: String = "{}", query: String = "")
        -> Wire
    {
        Wire("POST /api/v1/apps\(query)", field.isEmpty ? [] : [field], body: body)
    }

    static let rows: [(wire: Wire, hint: String?)] = [
        // A key in another form than the service reads.
        (
            Wire("GET /organization/", ["Authorization: Bearer \(ada)"]),
            #"The Capgo public API expects the key alone: remove "Bearer" before it."#
        ),
        (
            createApp("Authorization: \(cavos)"),
            #"The Cavos Management API expects "Bearer" before the key."#
        ),
        (
            Wire("GET /v1/me", ["Authorization: \(capydb)"]),
            #"The CapyDB API expects "Bearer" before the key."#
        ),
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
            Wire(
                "GET /v1/me",
                ["Authorization: Bearer capy_live_lost_demo_fake_0000000000000000000000000000"]),
            "The key was revoked at 2025-12-01T07:30:00Z."
        ),
        (
            Wire(
                "GET /v1/me", ["X-API-Key: capy_live_old0_demo_fake_0000000000000000000000000000"]),
            "The key expired at 2025-12-30T09:00:00Z."
        ),
        // No key, a part of one, one in another field.
        (
            createApp(""),
            #"No key was sent: the Cavos Management API reads it from Authorization, with "Bearer" before it."#
        ),
        (
            Wire("GET /organization/"),
            "No key was sent: the Capgo public API reads it from capgkey, authorization or x-api-key."
        ),
        (
            Wire("GET /v1/me"),
            #"No key was sent: the CapyDB API reads it from Authorization or X-API-Key, with "Bearer" before it."#
        ),
        (
            createApp("Authorisation: Bearer \(cavos)"),
            #"The header field "Authorisation" is not read: did you mean "Authorization"?"#
        ),
        (
            Wire("GET /organization/", ["cap-g-key: x"]),
            #"The header field "cap-g-key" is not read: did you mean "capgkey"?"#
        ),
        (
            Wire("GET /v1/me", ["Api-Key: x"]),
            #"The header field "Api-Key" is not read: did you mean "X-API-Key"?"#
        ),
        (
            Wire("GET /v1/me", ["X-Credential: \(capydb)"]),
            "The CapyDB API reads no key from X-Credential, but from Authorization or X-API-Key."
        ),
        (
            Wire("GET /v1/me?key=\(capydb)"),
            "The CapyDB API reads no key from the query, but from Authorization or X-API-Key."
        ),
        (
            createApp("Authorization: Bearer"), "There is no key in the header field Authorization."
        ),
        (
            createApp("Authorization: Bearer \(cavos.dropLast(4))"),
            "The key is cut: one that exists begins with what was sent, and is longer."
        ),
        (
            Wire("GET /organization/", ["authorization: ak_demo_fak…"]),
            "The key is cut: one that exists begins with what was sent, and is longer."
        ),
        (
            Wire("GET /v1/me", ["X-API-Key: \(capydb)x"]),
            "The key is too long: without the last character, it is known."
        ),
        (
            Wire("GET /organization/", ["authorization: \(ada)_abc"]),
            "The key is too long: without the last 4 characters, it is known."
        ),
        (
            createApp("Authorization: Bearer capy_live_of_nobody"),
            "The key begins like one of the CapyDB API, and this is the Cavos Management API."
        ),
        (
            Wire("GET /v1/me", ["Authorization: Bearer cav_of_nobody"]),
            "The key begins like one of the Cavos Management API, and this is the CapyDB API."
        ),
        (
            createApp("Authorization: Bearer session_demo_fake_ada_admin"),
            "The key is one of the CapyDB API, and this is the Cavos Management API."
        ),
        // Other schemes.
        (
            createApp("Authorization: Basic \(cavos)"),
            #"The Cavos Management API expects "Bearer" before the key, and "Basic" was sent."#
        ),
        (
            createApp("Authorization: bearer \(cavos)"),
            #"The Cavos Management API expects "Bearer" before the key, and "bearer" was sent."#
        ),
        (
            Wire("GET /v1/me", ["Authorization: Basic dXNlcjpwYXNzd29yZA=="]),
            #"The CapyDB API expects "Bearer" before the key, and "Basic" was sent."#
        ),
        (
            Wire("GET /organization/", ["authorization: Basic dXNlcjpwYXNzd29yZA=="]),
            #"The Capgo public API expects the key alone: remove "Basic" before it."#
        ),
        (
            Wire("GET /v1/me", ["X-API-Key: Bearer \(capydb)"]),
            #"The CapyDB API expects the key alone in X-API-Key: remove "Bearer" before it."#
        ),
        // The token of a device login, which is no key.
        (
            Wire("GET /v1/cli/login/sessions/cli_x"), nil
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
            Wire(
                "GET /v1/organizations/org_demo_moth%20/api-keys",
                ["Authorization: Bearer \(capydb)"]),
            #"There is white space or a quotation mark around "organizationID" in the path."#
        ),
        (
            Wire("GET /apikey/\(ada)%0D", ["authorization: \(ada)"]),
            #"There is white space or a quotation mark around ""#
        ),
        (
            createApp(
                "Authorization: Bearer \(cavos)", #"{"name":"x","organization_id":"5b1e6a0c \n"}"#),
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
        // Members of the wrong type.
        (
            createApp("Authorization: Bearer \(cavos)", #"{"name":7}"#),
            #""name" is a number, expected a string."#
        ),
        (
            createApp("Authorization: Bearer \(cavos)", #"{"name":null,"nmae":"x"}"#),
            #""name" is null, expected a string."#
        ),
        (
            createApp(
                "Authorization: Bearer \(cavos)",
                #"{"name":"x","organization_id":"a","description":[]}"#),
            #""description" is a list, expected a string."#
        ),
        (
            Wire(
                "POST /apikey", ["authorization: \(ada)"],
                body: #"{"mode":"read","name":"x","limited_to_apps":"a"}"#),
            #""limited_to_apps" is a string, expected a list, of which each entry is a string."#
        ),
        (
            Wire(
                "POST /v1/organizations/org_demo_lantern/api-keys",
                ["Authorization: Bearer \(capydb)"],
                body: #"{"name":"x","scopes":[7]}"#),
            #""scopes" is a list, expected a list, of which each entry is a string."#
        ),
        (
            createApp("Authorization: Bearer \(cavos)", "[]"),
            "The body is a list, expected a JSON object."
        ),
        (createApp("Authorization: Bearer \(cavos)", "name=x"), "The body is not JSON."),
        // What is not read although the answer is as usual.
        (
            Wire("GET /organization/?pgae=1", ["authorization: \(ada)"]),
            #"The item of the query "pgae" is not read: did you mean "page"?"#
        ),
        (
            Wire("GET /organization/?colour=red", ["authorization: \(ada)"]),
            #"The item of the query "colour" is not read."#
        ),
        (
            createApp(
                "Authorization: Bearer \(cavos)",
                #"{"name":"x","organization_id":"a1d4c7e0-1111-4a3b-8c5d-0e6f7a8b9c01","descripton":"y"}"#
            ),
            #"The member "descripton" is not read: did you mean "description"?"#
        ),
        (
            Wire("POST /v1/cli/login/sessions", body: #"{"colour":"x"}"#),
            #"The member "colour" is not read."#
        ),
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
        (Wire("PUT /api/v1/apps"), "The path exists, but not with PUT: it has POST."),
        (Wire("GET /favicon.ico"), nil), (Wire("GET /api/foo"), nil),
        // The kind of the key tells which service was meant.
        (
            Wire("POST /api/v1/app", ["Authorization: Bearer \(cavos)"]),
            "No service has this path: the Cavos Management API has /api/v1/apps. Is the client's base URL right?"
        ),
        (
            Wire("POST /api/v1/app"),
            "No service has this path: the Cavos Management API has /api/v1/apps. Is the client's base URL right?"
        ),
        (
            Wire("GET /apps/", ["authorization: \(ada)"]),
            "No service has this path: the Capgo public API has /app. Is the client's base URL right?"
        ),
        (
            Wire("GET /apps/com.demo.app", ["authorization: \(ada)"]),
            "No service has this path: the Capgo public API has /app/com.demo.app. Is the client's base URL right?"
        ),
        (
            Wire("POST /apps/", ["Authorization: Bearer \(cavos)"]),
            "No service has this path: the Cavos Management API has /api/v1/apps. Is the client's base URL right?"
        ),
        (
            Wire("POST /apps/", ["Authorization: Bearer cav_of_nobody"]),
            "No service has this path: the Cavos Management API has /api/v1/apps. Is the client's base URL right?"
        ),
        (
            Wire("GET /capgo/v1/organization", ["capgkey: \(ada)"]),
            "No service has this path: the Capgo public API has /organization. Is the client's base URL right?"
        ),
        (
            Wire("GET /v2/me", ["X-API-Key: \(capydb)"]),
            "No service has this path: the CapyDB API has /v1/me. Is the client's base URL right?"
        ),
        (
            Wire("GET /v1/organization/org_demo_lantern/api-key", ["X-API-Key: \(capydb)"]),
            "No service has this path: the CapyDB API has /v1/organizations/org_demo_lantern/api-keys. Is the client's"
        ),
        (
            Wire("GET /nothing", ["Authorization: Bearer \(capydb)"]),
            "No service has this path. The key is one of the CapyDB API, whose paths begin with /v1/, /api/capydb/."
        ),
        // Prefixes of the emulator without the underscore.
        (
            Wire("GET /sandbox/checkout-1/organization", ["authorization: \(ada)"]),
            "The paths of a sandbox begin with an underscore: /_sandbox/checkout-1/…"
        ),
        (
            Wire("GET /sandboxes/A%20B/ok"),
            "The paths of a sandbox begin with an underscore: /_sandbox/<name>/…"
        ),
        (
            Wire("POST /understudy/reset"),
            "The paths of the control plane begin with an underscore: /_understudy/…"
        ),
        // Nothing to say.
        (Wire("GET /organization/", ["authorization: \(ada)"]), nil),
        (Wire("GET /organization/", ["authorization: x"]), nil),
    ]

    @Test(arguments: rows)
    func `the log says what was probably overlooked, and the answer does not`(
        row: (wire: Wire, hint: String?)
    ) throws {
        let client = try InProcessClient(seed: SourceTree.text("seed/demo.json"))
        let answer = client.send(row.wire)
        let hint = client.send("GET /_understudy/requests/1").json["hint"]?.string
        if let expected = row.hint {
            #expect(hint?.hasPrefix(expected) == true, "\(row.wire): \(hint ?? "no hint")")
            #expect(hint?.contains("0123456789") == false)
            for key in [Self.ada, Self.cavos, Self.capydb] {
                #expect(hint?.contains(key.prefix(13)) == false)
            }
            #expect(!answer.body.contains(expected))
        } else {
            #expect(hint == nil, "\(row.wire)")
        }
    }

    @Test(arguments: [nil, 0, 3])
    func `a rate limit is named with the end of its window`(limit: Int?) throws {
        let client = try InProcessClient(seed: SourceTree.text("seed/demo.json"))
        let own = limit.map { #","limit":\#($0)"# } ?? ""
        let body = #"{"service":"capgo","user":"ada@example.com","requests":1000\#(own)}"#
        #expect(client.control("PUT /_understudy/limits", body: body).status == 200)
        #expect(client.send("GET /organization/", ["authorization: \(Self.ada)"]).status == 429)
        let user = "7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01"
        let made = "has made all \(limit ?? 1000) requests a minute that "
        let origin = limit == nil ? #"the plan "enterprise" allows"# : "a test allowed"
        #expect(
            client.send("GET /_understudy/requests/1").json["hint"]?.string
                == "The user \(user) \(made)\(origin): the window ends at 2026-02-13T12:01:00Z.")
    }

    @Test func `the token of a device login is named where it is missing`() throws {
        let client = try InProcessClient(seed: SourceTree.text("seed/demo.json"))
        let id = try #require(
            client.send("POST /v1/cli/login/sessions").json["session_id"]?.string)
        #expect(client.send("GET /v1/cli/login/sessions/\(id)").status == 401)
        #expect(
            client.send("GET /_understudy/requests/2").json["hint"]
                == "The token of the device that began the login is missing or wrong: it is read from X-CapyDB-Poll-Token or from poll_token in the query."
        )
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
        #expect(
            client.send(Self.createApp("Authorization: Bearer \(Self.cavos)", body)).status == 403)
        #expect(
            client.send("GET /_understudy/requests/1").json["hint"]?.string
                == "The key belongs to the organization \(organization), and organization_id names another one."
        )
        _ = client.send(
            "GET /v1/organizations/org_demo_moth/api-keys", ["Authorization: Bearer \(Self.capydb)"]
        )
        #expect(
            client.send("GET /_understudy/requests/2").json["hint"]?.string
                == "The key belongs to the organization org_demo_lantern, and the request names another one."
        )
        _ = client.send(
            "GET /organization/?orgId=d0c1e2f3-2222-4a5b-8c6d-1a2b3c4d5e02",
            ["authorization: ak_demo_fake_ada_wallet_only"])
        let last = client.send("GET /_understudy/requests/3").json
        #expect(
            (last["refusal"] == "organizationForbidden")
                == (last["hint"]?.string?.hasPrefix("The key belongs to the user") == true))
    }
}
