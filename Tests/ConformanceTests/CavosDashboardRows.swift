import UnderstudyTesting

/// The refusals of the dashboard's acts, which the control plane serves.
enum CavosDashboardRows {
    private static let base = "/_understudy/cavos"
    private static let organization = base + "/organizations/" + CavosWorld.organization
    private static let nowhere = base + "/organizations/" + CavosWorld.unknownOrganization

    private static func row(
        _ name: String, _ line: String, _ body: String, _ status: Int, _ answer: String
    )
        -> ContractRow
    {
        let fields = body.isEmpty ? [] : ["Content-Type: application/json"]
        return ContractRow(name, Wire(line, fields, body: body), status, #"{"error":"\#(answer)"}"#)
    }

    static let refusals: [ContractRow] = [
        row(
            "keys of no organization", "GET \(nowhere)/api-keys", "", 404, "Organization not found"),
        row(
            "a key without a name", "POST \(organization)/api-keys", "{}", 400,
            "Key name is required"),
        row(
            "a key with a blank name", "POST \(organization)/api-keys", #"{"name":" "}"#, 400,
            "Key name is required"),
        row(
            "a key whose name is null", "POST \(organization)/api-keys", #"{"name":null}"#, 400,
            "Key name is required"),
        row(
            "a key without JSON", "POST \(organization)/api-keys", "x", 400,
            #"The body is not JSON: line 1, column 1: expected a value, found \"x\""#),
        row(
            "a key that is a list", "POST \(organization)/api-keys", "[]", 400,
            "The body is [], expected a JSON object"),
        row(
            "a key whose name is a number", "POST \(organization)/api-keys", #"{"name":7}"#, 400,
            "name is 7, expected a string"),
        row(
            "a key with a text of one's own", "POST \(organization)/api-keys",
            #"{"name":"x","key":"cav_mine"}"#, 400,
            #"key is \"cav_mine\", expected no member of that name: known are name"#),
        row(
            "a key with a misspelled member", "POST \(organization)/api-keys", #"{"nmae":"x"}"#,
            400,
            #"nmae is \"x\", expected no member of that name: did you mean \"name\"?"#),
        row(
            "a key of no organization", "POST \(nowhere)/api-keys", #"{"name":"x"}"#, 404,
            "Organization not found"),
        row("an unknown key", "DELETE \(organization)/api-keys/x", "", 404, "API key not found"),
        row(
            "another organization's key",
            "DELETE \(base)/organizations/\(CavosWorld.otherOrganization)/api-keys/\(CavosWorld.keyID)",
            "", 404, "API key not found"),
        row(
            "an organization without a name", "POST \(base)/organizations", "{}", 400,
            "name is missing, expected a string that is not blank"),
        row(
            "an organization with a blank name", "POST \(base)/organizations", #"{"name":" "}"#,
            400,
            #"name is \" \", expected a string that is not blank"#),
        row(
            "an organization without JSON", "POST \(base)/organizations", "[", 400,
            "The body is not JSON: line 1, column 2: expected a value, found the end of the text"),
        row(
            "an organization without a body", "POST \(base)/organizations", "", 400,
            "The body is empty, expected a JSON object"),
        row(
            "an organization of nobody", "POST \(base)/organizations",
            #"{"name":"x","user":"nobody@example.com"}"#,
            400, #"user is \"nobody@example.com\", expected the id or the e-mail address of a user"#
        ),
        row(
            "an organization whose user is a number", "POST \(base)/organizations",
            #"{"name":"x","user":7}"#, 400,
            "user is 7, expected a string"),
        row(
            "an organization with an owner", "POST \(base)/organizations",
            #"{"name":"x","owner":"ada@example.com"}"#, 400,
            #"owner is \"ada@example.com\", expected no member of that name: known are name, description, user"#
        ),
        row(
            "an organization with a misspelled user", "POST \(base)/organizations",
            #"{"name":"x","usr":1}"#, 400,
            #"usr is 1, expected no member of that name: did you mean \"user\"?"#),
        row(
            "an organization with a number for a description", "POST \(base)/organizations",
            #"{"name":"x","description":7}"#, 400, "description is 7, expected a string"),
        row(
            "keys that are half kept", "DELETE \(organization)?keep_keys=1", "", 400,
            "keep_keys must be true or false"),
        row("an unknown organization", "DELETE \(nowhere)", "", 404, "Organization not found"),
        row(
            "apps of no organization", "GET \(base)/apps?organization_id=x", "", 404,
            "Organization not found"),
        row("an unknown app", "DELETE \(base)/apps/x", "", 404, "App not found"),
        row(
            "activity of an unknown app", "PATCH \(base)/apps/x", #"{"is_active":true}"#, 404,
            "App not found"),
        row(
            "no activity", "PATCH \(base)/apps/\(CavosWorld.appID)", "{}", 400,
            "is_active is missing, expected true or false"),
        row(
            "a string for activity", "PATCH \(base)/apps/\(CavosWorld.appID)",
            #"{"is_active":"true"}"#, 400,
            #"is_active is \"true\", expected true or false"#),
        row(
            "a plan of nobody", "PATCH \(base)/users/x", #"{"plan":"growth"}"#, 404,
            "User not found"),
        row(
            "an unknown plan", "PATCH \(base)/users/\(CavosWorld.user)", #"{"plan":"huge"}"#, 400,
            #"plan is \"huge\", expected one of \"developer\", \"growth\", \"rated\", \"scale\""#),
        row(
            "no plan", "PATCH \(base)/users/\(CavosWorld.user)", "{}", 400,
            "plan is missing, expected a string"),
        row(
            "a plan and more", "PATCH \(base)/users/\(CavosWorld.user)",
            #"{"plan":"growth","plans":1}"#, 400,
            #"plans is 1, expected no member of that name: did you mean \"plan\"?"#),
        row("no act", "GET \(base)/nothing", "", 404, "Not found"),
        row("no act at all", "GET \(base)", "", 404, "Not found"),
        row(
            "another method", "PUT \(base)/organizations", "", 405,
            "Method not allowed, expected GET or POST"),
    ]
}
