import UnderstudyTesting

/// The world in which the Capgo rows are true: two accounts that must not see each other, a user for each role, and keys of
/// each mode, some of them limited.
enum CapgoWorld {
    static let organization = "aaaaaaaa-0000-4000-8000-000000000001"
    static let foreignOrganization = "bbbbbbbb-0000-4000-8000-000000000001"
    static let emptyOrganization = "aaaaaaaa-0000-4000-8000-000000000002"
    static let unknownOrganization = "cccccccc-0000-4000-8000-000000000001"

    static let ada = "aaaaaaaa-0000-4000-8000-00000000000a"
    static let app = "com.ada.app"
    static let siblingApp = "com.ada.sibling"
    static let foreignApp = "com.bob.app"
    static let unknownApp = "com.nobody.app"

    static let device = "dddddddd-0000-4000-8000-000000000001"
    static let foreignDevice = "dddddddd-0000-4000-8000-00000000000b"
    static let unknownDevice = "dddddddd-0000-4000-8000-0000000000ff"

    static let cors: [String: String?] = ["Access-Control-Allow-Origin": "*", "Content-Type": "application/json"]

    /// A request with a key.
    static func wire(
        _ line: String, _ body: String = "", key: String = "ada_all", _ fields: [String] = []
    ) -> Wire {
        Wire(line, ["authorization: \(key)"] + fields, body: body)
    }

    static let seed = seed(options: "{}")

    static func seed(options: String) -> String {
        """
        {
          "version": 1,
          "plans": [
            { "service": "capgo", "id": "unlimited", "requests_per_minute": null },
            { "service": "capgo", "id": "two", "requests_per_minute": 2 }
          ],
          "users": [\(users)],
          "capgo": {
            "organizations": [
              { "id": "\(organization)", "name": "Ada's", "created_at": "2026-01-01T00:00:00Z", "members": [
                { "user": "ada@example.com", "role": "super_admin" },
                { "user": "reader@example.com", "role": "read" },
                { "user": "uploader@example.com", "role": "upload" },
                { "user": "writer@example.com", "role": "write" },
                { "user": "admin@example.com", "role": "admin" },
                { "user": "invited@example.com", "role": "invite_super_admin" } ] },
              { "id": "\(emptyOrganization)", "name": "Ada's Other", "created_at": "2026-01-02T00:00:00Z",
                "members": [{ "user": "ada@example.com", "role": "super_admin" }] },
              { "id": "\(foreignOrganization)", "name": "Bob's", "created_at": "2026-01-01T00:00:00Z",
                "members": [{ "user": "bob@example.com", "role": "super_admin" }] }
            ],
            "apps": [
              { "app_id": "\(app)", "name": "App", "owner_org": "\(organization)", "id": "eeeeeeee-0000-4000-8000-000000000001",
                "created_at": "2026-01-03T00:00:00Z" },
              { "app_id": "\(siblingApp)", "name": "Sibling", "owner_org": "\(organization)",
                "created_at": "2026-01-04T00:00:00Z" },
              { "app_id": "\(foreignApp)", "name": "Foreign", "owner_org": "\(foreignOrganization)" }
            ],
            "api_keys": [\(keys)],
            "bundles": [
              { "id": 1, "app_id": "\(app)", "name": "1.0.0", "checksum": "c1", "external_url": "https://x.example/1",
                "created_at": "2026-01-05T00:00:00Z" },
              { "id": 2, "app_id": "\(app)", "name": "1.1.0", "checksum": "c2", "external_url": "https://x.example/2",
                "created_at": "2026-01-06T00:00:00Z" },
              { "id": 3, "app_id": "\(siblingApp)", "name": "3.0.0" },
              { "id": 4, "app_id": "\(foreignApp)", "name": "4.0.0" }
            ],
            "channels": [
              { "id": 1, "app_id": "\(app)", "name": "production", "version": "1.0.0", "public": true,
                "created_at": "2026-01-07T00:00:00Z" },
              { "id": 2, "app_id": "\(app)", "name": "beta", "created_at": "2026-01-08T00:00:00Z" },
              { "id": 3, "app_id": "\(siblingApp)", "name": "siblings" },
              { "id": 4, "app_id": "\(foreignApp)", "name": "bobs" }
            ],
            "devices": [
              { "app_id": "\(app)", "device_id": "\(device)", "version_name": "1.0.0",
                "updated_at": "2026-02-01T00:00:00Z" },
              { "app_id": "\(foreignApp)", "device_id": "\(foreignDevice)", "channel": "bobs" }
            ],
            "statistics": [
              { "app_id": "\(app)", "date": "2026-02-01", "mau": 10, "storage": 100, "bandwidth": 1000,
                "bundles": { "1.0.0": 0.75, "1.1.0": 0.25 } },
              { "app_id": "\(app)", "date": "2026-02-03", "mau": 7, "storage": 70, "bandwidth": 700,
                "bundles": { "1.1.0": 1 } },
              { "app_id": "\(siblingApp)", "date": "2026-02-01", "mau": 1, "storage": 2, "bandwidth": 3 },
              { "app_id": "\(foreignApp)", "date": "2026-02-01", "mau": 1000000, "storage": 5, "bandwidth": 5 }
            ],
            "options": \(options)
          }
        }
        """
    }

    private static let users = [
        ("ada", ada), ("bob", "bbbbbbbb-0000-4000-8000-00000000000b"),
        ("reader", "aaaaaaaa-0000-4000-8000-000000000011"), ("uploader", "aaaaaaaa-0000-4000-8000-000000000012"),
        ("writer", "aaaaaaaa-0000-4000-8000-000000000013"), ("admin", "aaaaaaaa-0000-4000-8000-000000000014"),
        ("invited", "aaaaaaaa-0000-4000-8000-000000000015"), ("stranger", "aaaaaaaa-0000-4000-8000-000000000016"),
        ("rated", "aaaaaaaa-0000-4000-8000-000000000017"),
    ].map { name, id in
        let plan = name == "rated" ? "two" : "unlimited"
        return #"{"id":"\#(id)","email":"\#(name)@example.com","plans":{"capgo":"\#(plan)"}}"#
    }.joined(separator: ",")

    /// Number, user, mode, and what else there is to a key; its text is the name.
    private static let keys = [
        (1, "ada", "all", "ada_all", ""), (2, "ada", "read", "ada_read", ""), (3, "ada", "upload", "ada_upload", ""),
        (4, "ada", "write", "ada_write", ""),
        (5, "ada", "all", "ada_app", #","limited_to_apps":["com.ada.app"]"#),
        (6, "ada", "all", "ada_org", #","limited_to_orgs":["aaaaaaaa-0000-4000-8000-000000000001"]"#),
        (7, "ada", "all", "ada_expired", #","expires_at":"2026-02-13T12:00:00Z""#),
        (
            8, "ada", "all", "ada_app_expired",
            #","expires_at":"2026-02-13T12:00:00Z","limited_to_apps":["com.ada.app"]"#
        ),
        (9, "bob", "all", "bob_all", ""), (10, "bob", "all", "bob_app", #","limited_to_apps":["com.bob.app"]"#),
        (11, "reader", "all", "reader_all", ""), (12, "uploader", "all", "uploader_all", ""),
        (13, "writer", "all", "writer_all", ""), (14, "admin", "all", "admin_all", ""),
        (15, "invited", "all", "invited_all", ""), (16, "rated", "all", "rated_all", ""),
        (17, "rated", "read", "rated_read", ""),
    ].map { id, user, mode, key, rest in
        let time = #""created_at":"2026-01-01T00:00:\#(id < 10 ? "0" : "")\#(id)Z""#
        return
            #"{"id":\#(id),"user_id":"\#(user)@example.com","mode":"\#(mode)","name":"\#(key)","key":"\#(key)",\#(time)\#(rest)}"#
    }.joined(separator: ",\n")
}
