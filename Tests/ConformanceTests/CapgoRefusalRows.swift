import UnderstudyTesting

/// Every refusal of the Capgo public API, to the letter.
enum CapgoRefusalRows {
    static let all =
        credentials + paging + keys + organizations + members + apps + bundles + channels + devices
        + statistics + permissions + malformedApps + unreadableDates + badVersions + hiddenBundles

    private static func row(
        _ name: String, _ line: String, _ body: String, key: String = "ada_all", _ status: Int, _ sentence: String
    ) -> ContractRow {
        ContractRow(
            name, CapgoWorld.wire(line, body, key: key), status, #"{"error":"\#(sentence)","status":"KO"}"#,
            headers: CapgoWorld.cors)
    }

    private static func row(
        _ name: String, _ line: String, key: String = "ada_all", _ status: Int, _ sentence: String
    ) -> ContractRow {
        row(name, line, "", key: key, status, sentence)
    }

    private static func row(_ name: String, fields: [String], _ sentence: String) -> ContractRow {
        ContractRow(
            name, Wire("GET /organization/", fields), 401, #"{"error":"\#(sentence)","status":"KO"}"#,
            headers: CapgoWorld.cors)
    }

    private static let credentials = [
        row("no key", fields: [], "No API key provided"),
        row("an empty key", fields: ["authorization:"], "No API key provided"),
        row("an unknown key", fields: ["authorization: nobody"], "Invalid API key"),
        row("a key with a scheme", fields: ["authorization: Bearer ada_all"], "Invalid API key"),
        row(
            "an unknown key in capgkey before a good one", fields: ["authorization: ada_all", "capgkey: x"],
            "Invalid API key"),
        row(
            "an unknown key in authorization before a good one", fields: ["x-api-key: ada_all", "authorization: x"],
            "Invalid API key"),
        row("an expired key", fields: ["authorization: ada_expired"], "API key has expired"),
        row("an unknown subkey", fields: ["authorization: ada_all", "x-limited-key-id: 99"], "Invalid subkey"),
        row(
            "a subkey that is no number", fields: ["authorization: ada_all", "x-limited-key-id: +5"], "Invalid subkey"),
        row("a subkey without limits", fields: ["authorization: ada_all", "x-limited-key-id: 2"], "Invalid subkey"),
        row("another user's subkey", fields: ["authorization: ada_all", "x-limited-key-id: 10"], "Invalid subkey"),
        row("the key itself as subkey", fields: ["authorization: ada_app", "x-limited-key-id: 5"], "Invalid subkey"),
        row("an expired subkey", fields: ["authorization: ada_all", "x-limited-key-id: 8"], "API key has expired"),
        row("an unknown path", "GET /app/x/y/z", 404, "Not found"),
        row("an unknown path below statistics", "GET /statistics/", 404, "Not found"),
        row("a wrong method", "PATCH /apikey/1", "{}", 404, "Not found"),
        row("a list's method on an item", "PUT /apikey/", "{}", 404, "Not found"),
        row("another method of the health", "DELETE /ok", 404, "Not found"),
    ]

    private static let paging =
        ["-1", "x", "1.5", "", "+1", "1e3"].flatMap { page in
            [
                row("organizations of page \(page)", "GET /organization/?page=\(page)", 400, "Invalid page"),
                row("apps of page \(page)", "GET /app/?page=\(page)", 400, "Invalid page"),
                row("bundles of page \(page)", "GET /bundle/?app_id=com.ada.app&page=\(page)", 400, "Invalid page"),
                row("channels of page \(page)", "GET /channel/?app_id=com.ada.app&page=\(page)", 400, "Invalid page"),
            ]
        }
        + ["0", "1001", "-5", "x", ""].flatMap { limit in
            [
                row("apps with limit \(limit)", "GET /app/?limit=\(limit)", 400, "Invalid limit"),
                row(
                    "devices with limit \(limit)", "GET /device/?app_id=com.ada.app&limit=\(limit)", 400,
                    "Invalid limit"),
            ]
        }
        + ["x", "%7C", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z%7C", "%7Cx", "1%7Cx", "2026-02-01%7Cx"].map {
            row("devices after \($0)", "GET /device/?app_id=com.ada.app&cursor=\($0)", 400, "Invalid cursor")
        }

    private static let invalidMode = "Invalid mode specified. Must be one of: read, write, upload, all"

    private static let keys = [
        row("a key by a text", "GET /apikey/ada_all", 404, "API key not found"),
        row("an unknown key by number", "GET /apikey/99", 404, "API key not found"),
        row("a key of bad JSON", "POST /apikey/", "{", 400, "Invalid JSON body"),
        row("a key of a list", "POST /apikey/", "[]", 400, "Invalid JSON body"),
        row("a key without mode", "POST /apikey/", #"{"name":"x"}"#, 400, invalidMode),
        row("a key of nothing", "POST /apikey/", 400, invalidMode),
        row("a key of another mode", "POST /apikey/", #"{"name":"x","mode":"ALL"}"#, 400, invalidMode),
        row("a key of a number for a mode", "POST /apikey/", #"{"name":"x","mode":1}"#, 400, invalidMode),
        row("a key without a name", "POST /apikey/", #"{"mode":"read"}"#, 400, "Name is required"),
        row("a key with a blank name", "POST /apikey/", #"{"mode":"read","name":" "}"#, 400, "Name is required"),
        row("a key with a number for a name", "POST /apikey/", #"{"mode":"read","name":1}"#, 400, "Name is required"),
        row(
            "a key with a bad organization", "POST /apikey/", #"{"mode":"read","org_id":1}"#, 400,
            "Organization ID is required"),
        row(
            "a key with a text of apps", "POST /apikey/", #"{"mode":"read","name":"x","limited_to_apps":"a"}"#, 400,
            "limited_to_apps must be an array of strings"),
        row(
            "a key with numbers of apps", "POST /apikey/", #"{"mode":"read","name":"x","limited_to_apps":[1]}"#, 400,
            "limited_to_apps must be an array of strings"),
        row(
            "a key with an object of organizations", "POST /apikey/",
            #"{"mode":"read","name":"x","limited_to_orgs":{}}"#, 400, "limited_to_orgs must be an array of strings"),
        row(
            "a key of an unknown app", "POST /apikey/", #"{"mode":"read","name":"x","limited_to_apps":["com.x.y"]}"#,
            404, "App not found"),
        row(
            "a key of an unknown organization", "POST /apikey/", #"{"mode":"read","name":"x","limited_to_orgs":["x"]}"#,
            404, "Organization not found"),
        row(
            "an older key of an unknown organization", "POST /apikey/", #"{"mode":"read","org_id":"x"}"#, 404,
            "Organization not found"),
        row(
            "a key that ends now", "POST /apikey/", #"{"mode":"read","name":"x","expires_at":"2026-02-13T12:00:00Z"}"#,
            400, "Expiration date must be in the future"),
        row(
            "a key that ends at a number of the past", "POST /apikey/", #"{"mode":"read","name":"x","expires_at":1}"#,
            400, "Expiration date must be in the future"),
        row(
            "a hashed key by a text", "POST /apikey/", #"{"mode":"read","name":"x","hashed":"true"}"#, 400,
            "hashed must be a boolean"),
        row("no change of a key", "PUT /apikey/2", "{}", 400, "No valid fields provided for update"),
        row(
            "a change of nothing known", "PUT /apikey/2", #"{"key":"x","regenerate":false}"#, 400,
            "No valid fields provided for update"),
        row("a change without JSON", "PUT /apikey/2", "x", 400, "Invalid JSON body"),
        row("a change without anything", "PUT /apikey/2", 400, "No valid fields provided for update"),
        row(
            "a change to an unreadable end", "PUT /apikey/2", #"{"expires_at":"soon"}"#, 400,
            "Invalid expiration date"),
        row("a bad change of mode", "PUT /apikey/2", #"{"mode":null}"#, 400, invalidMode),
        row("a change to a blank name", "PUT /apikey/2", #"{"name":""}"#, 400, "Name is required"),
        row("a regeneration by a text", "PUT /apikey/2", #"{"regenerate":"yes"}"#, 400, "regenerate must be a boolean"),
        row(
            "a change to the past", "PUT /apikey/2", #"{"expires_at":"2020-01-01"}"#, 400,
            "Expiration date must be in the future"),
        row("a change of an unknown key", "PUT /apikey/99", #"{"name":"x"}"#, 404, "API key not found"),
        row("a change to an unknown app", "PUT /apikey/2", #"{"limited_to_apps":["com.x.y"]}"#, 404, "App not found"),
        row("deletion of an unknown key", "DELETE /apikey/99/", 404, "API key not found"),
        row("deletion of an unknown text", "DELETE /apikey/nobody/", 404, "API key not found"),
        row("deletion of a number too large", "DELETE /apikey/99999999999999999999", 404, "API key not found"),
        row(
            "keys to a key of mode write", "GET /apikey/", key: "ada_write", 403,
            "Insufficient permissions to manage API keys"),
        row(
            "keys to a limited key", "GET /apikey/", key: "ada_app", 403, "Insufficient permissions to manage API keys"),
        row(
            "a key to a key limited to an organization", "DELETE /apikey/2", key: "ada_org", 403,
            "Insufficient permissions to manage API keys"),
    ]

    private static let organizations = [
        row("an unknown organization", "GET /organization/?orgId=x", 404, "Organization not found"),
        row("an organization without JSON", "POST /organization/", "x", 400, "Invalid JSON body"),
        row("an organization without anything", "POST /organization/", 400, "Name is required"),
        row("an organization without a name", "POST /organization/", "{}", 400, "Name is required"),
        row(
            "an organization with two letters and spaces", "POST /organization/", #"{"name":" ab "}"#, 400,
            "Name is required"),
        row(
            "an organization with a bad address", "POST /organization/", #"{"name":"abc","email":"a@b"}"#, 400,
            "Invalid email format"),
        row("a change of no organization", "PUT /organization/", "{}", 400, "Organization ID is required"),
        row("a change to a short name", "PUT /organization/", #"{"orgId":"x","name":"ab"}"#, 400, "Name is required"),
        row(
            "a change to a bad address", "PUT /organization/", #"{"orgId":"x","management_email":7}"#, 400,
            "Invalid email format"),
        row(
            "a change to a logo of numbers", "PUT /organization/", #"{"orgId":"x","logo":7}"#, 400,
            "logo must be a string"),
        row(
            "a change of an unknown organization", "PUT /organization/", #"{"orgId":"x","name":"abc"}"#, 404,
            "Organization not found"),
        row(
            "a change by a writer", "PUT /organization/", #"{"orgId":"\#(CapgoWorld.organization)","name":"abc"}"#,
            key: "writer_all", 403, "Admin role required"),
        row("deletion of no organization", "DELETE /organization/", 400, "Organization ID is required"),
        row("deletion with bad JSON", "DELETE /organization/", "x", 400, "Invalid JSON body"),
        row("deletion of an unknown organization", "DELETE /organization/?orgId=x", 404, "Organization not found"),
        row(
            "deletion by a writer", "DELETE /organization/?orgId=\(CapgoWorld.organization)", key: "writer_all", 403,
            "Admin role required"),
    ]

    private static let org = #""orgId":"\#(CapgoWorld.organization)""#

    private static let members = [
        row("members of nothing", "GET /organization/members/", 400, "Organization ID is required"),
        row("members of an unknown organization", "GET /organization/members/?orgId=x", 404, "Organization not found"),
        row("a member without JSON", "POST /organization/members/", "x", 400, "Invalid JSON body"),
        row("a member without anything", "POST /organization/members/", 400, "Organization ID is required"),
        row("a member of nothing", "POST /organization/members/", "{}", 400, "Organization ID is required"),
        row("a member without an address", "POST /organization/members/", "{\(org)}", 400, "Invalid email format"),
        row(
            "a member with a bad address", "POST /organization/members/", #"{\#(org),"email":"x"}"#, 400,
            "Invalid email format"),
        row(
            "a member without a role", "POST /organization/members/", #"{\#(org),"email":"bob@example.com"}"#, 400,
            "Invalid role specified"),
        row(
            "a member with a pending role", "POST /organization/members/",
            #"{\#(org),"email":"bob@example.com","role":"invite_read"}"#, 400, "Invalid role specified"),
        row(
            "a member of an unknown organization", "POST /organization/members/",
            #"{"orgId":"x","email":"bob@example.com","role":"read"}"#, 404, "Organization not found"),
        row(
            "a member without an account", "POST /organization/members/",
            #"{\#(org),"email":"no@example.com","role":"read"}"#, 404, "Member not found"),
        row(
            "a member with the same role", "POST /organization/members/",
            #"{\#(org),"email":"READER@example.com","role":"read"}"#, 400, "Member already exists in organization"),
        row(
            "an invited member with the same role", "POST /organization/members/",
            #"{\#(org),"email":"invited@example.com","role":"super_admin"}"#, 400,
            "Member already exists in organization"),
        row(
            "the last super admin with another role", "POST /organization/members/",
            #"{\#(org),"email":"ada@example.com","role":"admin"}"#, 400,
            "Cannot remove the last admin from the organization"),
        row(
            "removal of nobody", "DELETE /organization/members/?orgId=\(CapgoWorld.organization)", 400,
            "Invalid email format"),
        row(
            "removal of a stranger", "DELETE /organization/members/", #"{\#(org),"email":"stranger@example.com"}"#, 404,
            "Member not found"),
        row(
            "removal of the last super admin", "DELETE /organization/members/", #"{\#(org),"email":"ada@example.com"}"#,
            400, "Cannot remove the last admin from the organization"),
    ]

    private static func app(_ id: String, _ rest: String = "") -> String {
        #"{"app_id":"\#(id)","name":"x","owner_org":"\#(CapgoWorld.organization)"\#(rest)}"#
    }

    private static let apps =
        ["x", "", ".com", "com.", "com..x", "a-b.c", "com.ä", "com.x y"].map {
            row("an app with the id \($0)", "POST /app/", app($0), 400, "App ID must be a reverse domain string")
        } + [
            ContractRow(
                "apps of an unknown organization", CapgoWorld.wire("GET /app/?org_id=x"), 403,
                #"{"status":"You do not have access to this organization"}"#, headers: CapgoWorld.cors),
            row("an unknown app", "GET /app/com.x.y", 404, "App not found"),
            row("an app without JSON", "POST /app/", "x", 400, "Invalid JSON body"),
            row("an app without anything", "POST /app/", 400, "App ID must be a reverse domain string"),
            row("an app without an id", "POST /app/", "{}", 400, "App ID must be a reverse domain string"),
            row("an app without a name", "POST /app/", #"{"app_id":"com.x.y"}"#, 400, "Name is required"),
            row(
                "an app without an organization", "POST /app/", #"{"app_id":"com.x.y","name":"x"}"#, 400,
                "Organization ID is required"),
            row(
                "an app with an icon of numbers", "POST /app/", app("com.x.y", #","icon":1"#), 400,
                "icon must be a string"),
            row(
                "an app of an unknown organization", "POST /app/", #"{"app_id":"com.x.y","name":"x","owner_org":"x"}"#,
                404, "Organization not found"),
            row("an app that is there", "POST /app/", app(CapgoWorld.app), 400, "Custom ID already in use"),
            row("an app that is another's", "POST /app/", app(CapgoWorld.foreignApp), 400, "Custom ID already in use"),
            row("a change of an app without JSON", "PUT /app/com.ada.app", "x", 400, "Invalid JSON body"),
            row("no change of an app", "PUT /app/com.ada.app", "{}", 400, "Invalid app configuration"),
            row("no change of an app by nothing", "PUT /app/com.ada.app", 400, "Invalid app configuration"),
            row(
                "a change of an app to null", "PUT /app/com.ada.app", #"{"icon":null,"retention":null}"#, 400,
                "Invalid app configuration"),
            row("no change of an unknown app", "PUT /app/com.x.y", "{}", 400, "Invalid app configuration"),
            row(
                "a change of an app to a blank name", "PUT /app/com.ada.app", #"{"name":" "}"#, 400, "Name is required"),
            row("a change of an app to no icon", "PUT /app/com.ada.app", #"{"icon":{}}"#, 400, "icon must be a string"),
            row("a change of an unknown app", "PUT /app/com.x.y", #"{"name":"x"}"#, 404, "App not found"),
            row("deletion of an unknown app", "DELETE /app/com.x.y", 404, "App not found"),
            row(
                "deletion of an app by a writer", "DELETE /app/com.ada.app", key: "writer_all", 403,
                "Insufficient permissions to manage app"),
        ]
        + ["-1", "63113904", "1.5", #""1""#, "1e300"].map {
            row(
                "a retention of \($0)", "PUT /app/com.ada.app", #"{"retention":\#($0)}"#, 400,
                "Invalid app configuration")
        }

    private static func bundle(
        _ version: String, _ url: String = "https://x.example/a", checksum: String = "c", app: String = "com.ada.app"
    ) -> String {
        #"{"app_id":"\#(app)","version":"\#(version)","external_url":"\#(url)","checksum":"\#(checksum)"}"#
    }

    private static let bundles =
        ["", "1", "1.2", "1.2.3.4", "v1.2.3", "01.2.3", "1.2.3-", "1.2.3-01", "1.2.3+", "1.2.3-a..b", "1.2.3 "].map {
            row("a bundle of version \($0)", "POST /bundle/", bundle($0), 400, "Invalid version format")
        }
        + ["", "http://x.example", "https://", "https:///a", "x.example", "https://a b"].map {
            row("a bundle at \($0)", "POST /bundle/", bundle("9.0.0", $0), 400, "Invalid external URL")
        } + [
            row("bundles of no app", "GET /bundle/", 400, "App ID must be a reverse domain string"),
            row("bundles of an unknown app", "GET /bundle/?app_id=com.x.y", 404, "App not found"),
            row("a bundle without JSON", "POST /bundle/", "x", 400, "Invalid JSON body"),
            row("a bundle without anything", "POST /bundle/", 400, "App ID must be a reverse domain string"),
            row("a bundle of no app", "POST /bundle/", "{}", 400, "App ID must be a reverse domain string"),
            row(
                "a bundle without a checksum", "POST /bundle/", bundle("9.0.0", checksum: ""), 400,
                "Checksum is required"),
            row("a bundle of an unknown app", "POST /bundle/", bundle("9.0.0", app: "com.x.y"), 404, "App not found"),
            row("a bundle that is there", "POST /bundle/", bundle("1.0.0"), 400, "Version already exists"),
            row(
                "a bundle without a number", "PUT /bundle/", #"{"app_id":"com.ada.app","channel_id":1}"#, 400,
                "version_id must be an integer"),
            row(
                "a bundle with a text for a number", "PUT /bundle/",
                #"{"app_id":"com.ada.app","version_id":"1","channel_id":1}"#, 400, "version_id must be an integer"),
            row(
                "a channel without a number", "PUT /bundle/", #"{"app_id":"com.ada.app","version_id":1}"#, 400,
                "channel_id must be an integer"),
            row(
                "an unknown bundle for a channel", "PUT /bundle/",
                #"{"app_id":"com.ada.app","version_id":99,"channel_id":1}"#, 404, "Bundle not found"),
            row(
                "another app's bundle for a channel", "PUT /bundle/",
                #"{"app_id":"com.ada.app","version_id":3,"channel_id":1}"#, 404, "Bundle not found"),
            row(
                "a bundle for an unknown channel", "PUT /bundle/",
                #"{"app_id":"com.ada.app","version_id":1,"channel_id":99}"#, 404, "Channel not found"),
            row(
                "a bundle for another app's channel", "PUT /bundle/",
                #"{"app_id":"com.ada.app","version_id":1,"channel_id":3}"#, 404, "Channel not found"),
            row(
                "no metadata", "POST /bundle/metadata", #"{"app_id":"com.ada.app","version_id":1}"#, 400,
                "No fields to update"),
            row(
                "metadata of numbers", "POST /bundle/metadata", #"{"app_id":"com.ada.app","version_id":1,"link":1}"#,
                400, "link must be a string"),
            row(
                "metadata of no bundle", "POST /bundle/metadata", #"{"app_id":"com.ada.app"}"#, 400,
                "version_id must be an integer"),
            row(
                "metadata of an unknown bundle", "POST /bundle/metadata",
                #"{"app_id":"com.ada.app","version_id":99,"link":"x"}"#, 404, "Bundle not found"),
            row("deletion of bundles of no app", "DELETE /bundle/", 400, "App ID must be a reverse domain string"),
            row(
                "deletion of an unknown bundle", "DELETE /bundle/?app_id=com.ada.app&version=9.9.9", 404,
                "Bundle not found"),
            row(
                "deletion of a bundle without a name", "DELETE /bundle/?app_id=com.ada.app&version=", 404,
                "Bundle not found"),
            row(
                "deletion of a bundle of null", "DELETE /bundle/", #"{"app_id":"com.ada.app","version":null}"#, 400,
                "Invalid version format"),
            row(
                "deletion of a linked bundle", "DELETE /bundle/?app_id=com.ada.app&version=1.0.0", 400,
                "Bundle is linked to a channel"),
        ]

    private static let switches = [
        "public", "ios", "android", "electron", "allow_device_self_set", "allow_emulator", "allow_device", "allow_dev",
        "allow_prod", "disableAutoUpdateUnderNative",
    ]

    private static let channels =
        switches.map {
            row(
                "a channel whose \($0) is a text", "POST /channel/",
                #"{"app_id":"com.ada.app","channel":"beta","\#($0)":"true"}"#, 400, "\($0) must be a boolean")
        } + [
            row("channels of no app", "GET /channel/", 400, "App ID must be a reverse domain string"),
            row("channels of an unknown app", "GET /channel/?app_id=com.x.y", 404, "App not found"),
            row("an unknown channel", "GET /channel/?app_id=com.ada.app&channel=x", 404, "Channel not found"),
            row("a channel without JSON", "POST /channel/", "x", 400, "Invalid JSON body"),
            row("a channel without anything", "POST /channel/", 400, "App ID must be a reverse domain string"),
            row(
                "a channel without a name", "POST /channel/", #"{"app_id":"com.ada.app"}"#, 400,
                "Channel name is required"),
            row(
                "a channel with a bad setting", "POST /channel/",
                #"{"app_id":"com.ada.app","channel":"x","disableAutoUpdate":"all"}"#, 400,
                "Invalid disableAutoUpdate value"),
            row(
                "a channel with a number for a version", "POST /channel/",
                #"{"app_id":"com.ada.app","channel":"x","version":1}"#, 400,
                "Invalid version format. Use semantic versioning"),
            row(
                "a channel with an unknown version", "POST /channel/",
                #"{"app_id":"com.ada.app","channel":"x","version":"9.9.9"}"#, 404, "Version not found"),
            row(
                "a channel with another app's version", "POST /channel/",
                #"{"app_id":"com.ada.app","channel":"x","version":"3.0.0"}"#, 404, "Version not found"),
            row(
                "a channel of an unknown app", "POST /channel/", #"{"app_id":"com.x.y","channel":"x"}"#, 404,
                "App not found"),
            row(
                "deletion of a channel without a name", "DELETE /channel/?app_id=com.ada.app", 400,
                "Channel name is required"),
            row(
                "deletion of an unknown channel", "DELETE /channel/?app_id=com.ada.app&channel=x", 404,
                "Channel not found"),
        ]

    private static func device(_ rest: String, app: String = "com.ada.app") -> String {
        #"{"app_id":"\#(app)","device_id":"\#(CapgoWorld.device)"\#(rest)}"#
    }

    private static let devices = [
        row("devices of no app", "GET /device/", 400, "App ID must be a reverse domain string"),
        row("devices of an unknown app", "GET /device/?app_id=com.x.y", 404, "App not found"),
        row("an unknown device", "GET /device/?app_id=com.ada.app&device_id=x", 404, "Device not found"),
        row("a device without JSON", "POST /device/", "x", 400, "Invalid JSON body"),
        row("a device without anything", "POST /device/", 400, "App ID must be a reverse domain string"),
        row("a device without an id", "POST /device/", #"{"app_id":"com.ada.app"}"#, 400, "Device ID is required"),
        row(
            "a device with an empty id", "POST /device/", #"{"app_id":"com.ada.app","device_id":""}"#, 400,
            "Device ID is required"),
        row(
            "a device with a number for an id", "POST /device/", #"{"app_id":"com.ada.app","device_id":1}"#, 400,
            "Device ID is required"),
        row(
            "a text for a device's bundle", "POST /device/", device(#","version_id":"1""#), 400,
            "version_id must be an integer"),
        row("an unknown bundle for a device", "POST /device/", device(#","version_id":99"#), 404, "Version not found"),
        row(
            "another app's bundle for a device", "POST /device/", device(#","version_id":3"#), 404,
            "Version not found"),
        row("a number for a channel", "POST /device/", device(#","channel":1"#), 400, "Channel name is required"),
        row("an unknown channel for a device", "POST /device/", device(#","channel":"x""#), 404, "Channel not found"),
        row(
            "a public channel for a device", "POST /device/", device(#","channel":"production""#), 400,
            "Cannot override with a public channel"),
        row("a device of an unknown app", "POST /device/", device("", app: "com.x.y"), 404, "App not found"),
        row("no override of no device", "DELETE /device/?app_id=com.ada.app", 400, "Device ID is required"),
        row("an override of an unknown app", "DELETE /device/", device("", app: "com.x.y"), 404, "App not found"),
    ]

    private static func dates(_ name: String, _ line: String) -> ContractRow {
        ContractRow(
            name, CapgoWorld.wire(line), 400,
            #"{"status":"Invalid body","error":"Invalid date format or missing parameters"}"#,
            headers: CapgoWorld.cors)
    }

    private static func pair(_ name: String, _ line: String, key: String = "ada_all", _ things: String) -> ContractRow {
        let error = "Insufficient permissions to access \(things == "app" ? "" : things + " ")statistics"
        return ContractRow(
            name, CapgoWorld.wire("\(line)?\(range)", key: key), 403,
            #"{"status":"You can't access this \#(things)","error":"\#(error)"}"#, headers: CapgoWorld.cors)
    }

    private static let range = "from=2026-02-01&to=2026-02-03"

    private static let statistics =
        [
            "", "?from=2026-02-01", "?to=2026-02-01", "?from=x&to=2026-02-01", "?from=2026-02-30&to=2026-03-01",
            "?from=2026-02-01&to=",
        ].flatMap {
            [
                dates("statistics of an app for \($0)", "GET /statistics/app/com.ada.app/\($0)"),
                dates("bundles' usage for \($0)", "GET /statistics/app/com.ada.app/bundle_usage\($0)"),
                dates(
                    "statistics of an organization for \($0)", "GET /statistics/org/\(CapgoWorld.organization)/\($0)"),
                dates("statistics of the user for \($0)", "GET /statistics/user/\($0)"),
            ]
        } + [
            pair("statistics of an unknown app", "GET /statistics/app/com.x.y/", "app"),
            pair("bundles' usage of an unknown app", "GET /statistics/app/com.x.y/bundle_usage", "app"),
            pair("statistics of a foreign app", "GET /statistics/app/com.bob.app/", "app"),
            pair("statistics of an app out of reach", "GET /statistics/app/com.ada.sibling/", key: "ada_app", "app"),
            pair("statistics to an invited user", "GET /statistics/app/com.ada.app/", key: "invited_all", "app"),
            pair("statistics of an unknown organization", "GET /statistics/org/x/", "organization"),
            pair(
                "statistics of a foreign organization", "GET /statistics/org/\(CapgoWorld.foreignOrganization)/",
                "organization"),
            pair(
                "statistics of an organization to an invited user",
                "GET /statistics/org/\(CapgoWorld.organization)/", key: "invited_all", "organization"),
            pair(
                "statistics of an organization to a key of an app",
                "GET /statistics/org/\(CapgoWorld.organization)/", key: "ada_app", "organization"),
        ]
        + ["rated_all", "invited_all"].map {
            ContractRow(
                "statistics of a user without organizations by \($0)",
                CapgoWorld.wire("GET /statistics/user/?\(range)", key: $0), 404,
                #"{"status":"No organizations found","error":"No organizations found"}"#, headers: CapgoWorld.cors)
        }

    /// Every operation that names an app, with an id that is no reverse domain.
    private static let malformedApps = ["x", "com.x y", "com."].flatMap { id in
        let path = id.replacing(" ", with: "%20")
        return [
            ("GET /app/\(path)", ""), ("PUT /app/\(path)", #"{"name":"x"}"#), ("DELETE /app/\(path)", ""),
            ("GET /bundle/?app_id=\(path)", ""), ("POST /bundle/", bundle("9.0.0", app: id)),
            ("PUT /bundle/", #"{"app_id":"\#(id)","version_id":1,"channel_id":1}"#),
            ("POST /bundle/metadata", #"{"app_id":"\#(id)","version_id":1,"link":"x"}"#),
            ("DELETE /bundle/?app_id=\(path)", ""), ("DELETE /bundle/", #"{"app_id":"\#(id)"}"#),
            ("GET /channel/?app_id=\(path)", ""), ("POST /channel/", #"{"app_id":"\#(id)","channel":"x"}"#),
            ("DELETE /channel/", #"{"app_id":"\#(id)","channel":"x"}"#), ("GET /device/?app_id=\(path)", ""),
            ("POST /device/", device(#","channel":"beta""#, app: id)), ("DELETE /device/", device("", app: id)),
            ("GET /statistics/app/\(path)/", ""), ("GET /statistics/app/\(path)/bundle_usage?\(range)", ""),
        ].map { line, body in
            row("\(line) for the app \(id)", line, body, 400, "App ID must be a reverse domain string")
        }
    }

    /// The forms of an expiration date that cannot be read.
    private static let unreadableDates = [
        #""""#, #""soon""#, #""2027-02-30""#, #""2027-01-01T25:00:00Z""#, #""2027-01-01T00""#, #""1798761600000""#,
        "true", "{}", "1.5", "1e300", "-99999999999999999",
    ].map {
        row(
            "a key that ends at \($0)", "POST /apikey/", #"{"mode":"read","name":"x","expires_at":\#($0)}"#, 400,
            "Invalid expiration date")
    }

    private static let badVersions = ["", "1", "1.2", "v1.2.3", "latest", "Unknown", "01.2.3"].map {
        row(
            "a channel with the version \($0)", "POST /channel/",
            #"{"app_id":"com.ada.app","channel":"beta","version":"\#($0)"}"#, 400,
            "Invalid version format. Use semantic versioning")
    }

    /// Hidden bundles, whose ids come after those of the seed.
    private static let hiddenBundles = [
        row(
            "deletion of a hidden bundle", "DELETE /bundle/?app_id=com.ada.app&version=unknown", 404, "Bundle not found"
        ),
        row(
            "deletion of the other hidden bundle", "DELETE /bundle/?app_id=com.ada.app&version=builtin", 404,
            "Bundle not found"),
        row(
            "metadata of a hidden bundle", "POST /bundle/metadata",
            #"{"app_id":"com.ada.app","version_id":5,"link":"x"}"#,
            404, "Bundle not found"),
        row("a bundle with a hidden name", "POST /bundle/", bundle("unknown"), 400, "Invalid version format"),
        row(
            "another app's hidden bundle", "PUT /bundle/", #"{"app_id":"com.ada.app","version_id":7,"channel_id":1}"#,
            404, "Bundle not found"),
    ]

    private static func forbidden(_ things: String, _ line: String, _ body: String = "", key: String) -> ContractRow {
        row(
            "\(line.prefix { $0 != "?" }) by \(key)", line, body, key: key, 403,
            "Insufficient permissions to manage \(things)")
    }

    private static let permissions: [ContractRow] = [
        forbidden("app", "GET /app/com.ada.app", key: "invited_all"),
        forbidden("app", "GET /app/?org_id=\(CapgoWorld.organization)", key: "invited_all"),
        forbidden("bundles", "GET /bundle/?app_id=com.ada.app", key: "invited_all"),
        forbidden("channels", "GET /channel/?app_id=com.ada.app", key: "invited_all"),
        forbidden("channels", "GET /channel/?app_id=com.ada.app&channel=beta", key: "invited_all"),
        forbidden("devices", "GET /device/?app_id=com.ada.app", key: "invited_all"),
        forbidden("organization", "GET /organization/?orgId=\(CapgoWorld.organization)", key: "invited_all"),
        forbidden("members", "GET /organization/members/?orgId=\(CapgoWorld.organization)", key: "invited_all"),
        forbidden("bundles", "POST /bundle/", bundle("9.0.0"), key: "reader_all"),
        forbidden(
            "bundles", "PUT /bundle/", #"{"app_id":"com.ada.app","version_id":1,"channel_id":1}"#, key: "reader_all"),
        forbidden(
            "bundles", "POST /bundle/metadata", #"{"app_id":"com.ada.app","version_id":1,"link":"x"}"#,
            key: "reader_all"),
        forbidden("bundles", "DELETE /bundle/?app_id=com.ada.app&version=1.1.0", key: "reader_all"),
        forbidden("channels", "POST /channel/", #"{"app_id":"com.ada.app","channel":"x"}"#, key: "reader_all"),
        forbidden("channels", "DELETE /channel/?app_id=com.ada.app&channel=beta", key: "reader_all"),
        forbidden("devices", "POST /device/", device(#","channel":"beta""#), key: "reader_all"),
        forbidden("devices", "DELETE /device/", device(""), key: "reader_all"),
        forbidden("app", "POST /app/", app("com.x.y"), key: "uploader_all"),
        forbidden("app", "PUT /app/com.ada.app", #"{"name":"x"}"#, key: "uploader_all"),
        forbidden("app", "DELETE /app/com.ada.app", key: "uploader_all"),
        forbidden(
            "members", "POST /organization/members/", #"{\#(org),"email":"bob@example.com","role":"read"}"#,
            key: "writer_all"),
        forbidden(
            "members", "DELETE /organization/members/", #"{\#(org),"email":"reader@example.com"}"#, key: "writer_all"),
        forbidden("app", "POST /app/", app("com.x.y"), key: "ada_app"),
        forbidden("app", "POST /app/", app(CapgoWorld.siblingApp), key: "ada_app"),
        forbidden("organization", "POST /organization/", #"{"name":"abc"}"#, key: "ada_app"),
        forbidden("organization", "POST /organization/", #"{"name":"abc"}"#, key: "ada_org"),
        forbidden("organization", "PUT /organization/", #"{\#(org),"name":"abc"}"#, key: "ada_app"),
        forbidden("organization", "DELETE /organization/?orgId=\(CapgoWorld.organization)", key: "ada_app"),
        forbidden(
            "members", "POST /organization/members/", #"{\#(org),"email":"bob@example.com","role":"read"}"#,
            key: "ada_app"),
        forbidden(
            "members", "DELETE /organization/members/", #"{\#(org),"email":"reader@example.com"}"#, key: "ada_app"),
    ]
}
