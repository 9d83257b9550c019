import UnderstudyTesting

/// The refusals of the console's acts, which the control plane serves.
enum CapgoConsoleRows {
    private static let base = "/_understudy/capgo"

    private static func row(
        _ name: String, _ line: String, _ body: String, _ status: Int, _ sentence: String
    )
        -> ContractRow
    {
        let (method, path) = (line.prefix { $0 != " " }, line.drop { $0 != " " }.dropFirst())
        let fields = body.isEmpty ? [] : ["Content-Type: application/json"]
        return ContractRow(
            name, Wire("\(method) \(base)\(path)", fields, body: body), status,
            #"{"error":"\#(sentence)"}"#)
    }

    private static func row(_ name: String, _ line: String, _ status: Int, _ sentence: String)
        -> ContractRow
    {
        row(name, line, "", status, sentence)
    }

    static let refusals: [ContractRow] = [
        row("a user without JSON", "POST /users", 400, "Invalid JSON body"),
        row("a user of a list", "POST /users", "[]", 400, "$ is [], expected an object"),
        row(
            "a user without an address", "POST /users", "{}", 400,
            #"email is missing, expected an e-mail address such as \"ada@example.com\""#),
        row(
            "a user with an unknown member", "POST /users",
            #"{"emial":"x@example.com","email":"new@example.com"}"#,
            400,
            #"emial is \"x@example.com\", expected no member of that name: did you mean \"email\"?"#
        ),
        row(
            "a user that is there", "POST /users", #"{"email":"ADA@example.com"}"#, 400,
            "A user with that e-mail address exists"),
        row(
            "a user on an unknown plan", "POST /users", #"{"email":"new@example.com","plan":"x"}"#,
            400,
            #"plan is \"x\", expected one of \"enterprise\", \"standard\", \"two\", \"unlimited\""#),
        row("a plan of nobody", "PATCH /users/x", #"{"plan":"standard"}"#, 404, "User not found"),
        row(
            "no plan", "PATCH /users/ada@example.com", "{}", 400,
            "plan is missing, expected a string"),
        row(
            "an unknown plan", "PATCH /users/ada@example.com", #"{"plan":"x"}"#, 400,
            #"plan is \"x\", expected one of \"enterprise\", \"standard\", \"two\", \"unlimited\""#),
        row(
            "a plan with an unknown member", "PATCH /users/ada@example.com",
            #"{"plan":"standard","plans":1}"#, 400,
            #"plans is 1, expected no member of that name: did you mean \"plan\"?"#),
        row(
            "an organization of nobody", "POST /organizations", #"{"name":"abc","user":"x"}"#, 404,
            "User not found"),
        row(
            "an organization without a name", "POST /organizations", #"{"user":"ada@example.com"}"#,
            400,
            "name is missing, expected a string that is not blank"),
        row(
            "an organization with two letters", "POST /organizations",
            #"{"user":"ada@example.com","name":" ab "}"#,
            400, #"name is \" ab \", expected a string of at least 3 characters"#),
        row(
            "an organization with an owner", "POST /organizations",
            #"{"name":"abc","owner":"ada@example.com"}"#, 400,
            #"owner is \"ada@example.com\", expected no member of that name: known are name, user, email"#
        ),
        row(
            "an organization with a user and an owner", "POST /organizations",
            #"{"name":"abc","user":"ada@example.com","owner":"ada@example.com"}"#, 400,
            #"owner is \"ada@example.com\", expected no member of that name: known are name, user, email"#
        ),
        row(
            "an organization with a bad address", "POST /organizations",
            #"{"name":"abc","user":"ada@example.com","email":"a"}"#, 400,
            #"email is \"a\", expected an e-mail address such as \"ada@example.com\""#),
        row(
            "deletion of an unknown organization", "DELETE /organizations/x", 404,
            "Organization not found"),
        row(
            "an invitation to an unknown organization",
            "POST /organizations/x/members/ada@example.com/accept", 404,
            "Organization not found"),
        row(
            "an invitation of nobody",
            "POST /organizations/\(CapgoWorld.organization)/members/bob@example.com/accept",
            404, "Member not found"),
        row("keys of nobody", "GET /apikeys?user=x", 404, "User not found"),
        row(
            "a key of nobody", "POST /apikeys", #"{"user":"x","name":"x","mode":"all"}"#, 404,
            "User not found"),
        row(
            "a key of nothing", "POST /apikeys", "{}", 400,
            "user is missing, expected a string that is not blank"),
        row("a key without JSON", "POST /apikeys", "{", 400, "Invalid JSON body"),
        row(
            "a key with a text of its own", "POST /apikeys",
            #"{"user":"ada@example.com","name":"x","mode":"all","key":"mine"}"#, 400,
            #"key is \"mine\", expected no member of that name: known are user, name, mode, org_id, limited_to_apps, limited_to_orgs, expires_at, hashed"#
        ),
        row(
            "a key without a name", "POST /apikeys", #"{"user":"ada@example.com","mode":"all"}"#,
            400,
            "name is missing, expected a string that is not blank, unless org_id is given"),
        row(
            "a key with a text of apps", "POST /apikeys",
            #"{"user":"ada@example.com","name":"x","mode":"all","limited_to_apps":"com.ada.app"}"#,
            400,
            #"limited_to_apps is \"com.ada.app\", expected a list, of which each entry is a string"#
        ),
        row(
            "a key with an unreadable end", "POST /apikeys",
            #"{"user":"ada@example.com","name":"x","mode":"all","expires_at":"soon"}"#, 400,
            #"expires_at is \"soon\", expected a time such as \"2026-02-13T12:00:00Z\", a day, or milliseconds since 1970"#
        ),
        row(
            "a key that has ended", "POST /apikeys",
            #"{"user":"ada@example.com","name":"x","mode":"all","expires_at":"2026-02-13T12:00"}"#,
            400,
            "Expiration date must be in the future"),
        row(
            "a key without a mode", "POST /apikeys", #"{"user":"ada@example.com","name":"x"}"#, 400,
            #"mode is missing, expected one of \"read\", \"write\", \"upload\", \"all\""#),
        row(
            "a key for a foreign organization", "POST /apikeys",
            #"{"user":"ada@example.com","mode":"all","org_id":"x"}"#, 404, "Organization not found"),
        row(
            "a key of a foreign app", "POST /apikeys",
            #"{"user":"ada@example.com","name":"x","mode":"all","limited_to_apps":["com.bob.app"]}"#,
            404,
            "App not found"),
        row("deletion of an unknown key", "DELETE /apikeys/99", 404, "API key not found"),
        row("devices of an unknown app", "GET /devices?app_id=x", 404, "App not found"),
        row("a device without JSON", "PUT /devices", "x", 400, "Invalid JSON body"),
        row(
            "a device of an unknown app", "PUT /devices",
            #"{"app_id":"x","device_id":"\#(CapgoWorld.device)"}"#, 404,
            "App not found"),
        row(
            "a device with an unknown member", "PUT /devices",
            #"{"app_id":"com.ada.app","device_id":"x","chanel":"beta"}"#, 400,
            #"chanel is \"beta\", expected no member of that name: did you mean \"channel\"?"#),
        row(
            "a device without an id", "PUT /devices", #"{"app_id":"com.ada.app","device_id":""}"#,
            400,
            #"device_id is \"\", expected a string that is not empty"#),
        row(
            "a device of no app", "PUT /devices", #"{"device_id":"\#(CapgoWorld.device)"}"#, 400,
            "app_id is missing, expected a string that is not blank"),
        row(
            "a device on an unknown channel", "PUT /devices",
            #"{"app_id":"com.ada.app","device_id":"\#(CapgoWorld.device)","channel":"x"}"#, 404,
            "Channel not found"),
        row(
            "a device with another app's bundle", "PUT /devices",
            #"{"app_id":"com.ada.app","device_id":"\#(CapgoWorld.device)","version":4}"#, 404,
            "Bundle not found"),
        row(
            "deletion of an unknown device", "DELETE /devices/com.ada.app/x", 404,
            "Device not found"),
        row(
            "figures of an unknown app", "PUT /statistics", #"{"app_id":"x","date":"2026-02-01"}"#,
            404, "App not found"
        ),
        row(
            "figures of no day", "PUT /statistics", #"{"app_id":"com.ada.app"}"#, 400,
            #"date is missing, expected a day such as \"2026-02-13\""#),
        row(
            "figures with bad shares", "PUT /statistics",
            #"{"app_id":"com.ada.app","date":"2026-02-01","bundles":{"1.0.0":2}}"#, 400,
            #"bundles: expected an object of versions with shares from 0 to 1, such as {\"1.2.3\": 0.4}"#
        ),
        row("no act", "GET /nothing", 404, "Not found"),
        row("another method", "PUT /users", "{}", 405, "Method not allowed, expected GET or POST"),
    ]
}
