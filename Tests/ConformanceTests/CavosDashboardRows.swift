import UnderstudyTesting

/// The refusals of the dashboard's acts, which the control plane serves.
enum CavosDashboardRows {
    private static let base = "/_understudy/cavos"
    private static let organization = base + "/organizations/" + CavosWorld.organization
    private static let nowhere = base + "/organizations/" + CavosWorld.unknownOrganization

    private static func row(_ name: String, _ line: String, _ body: String, _ status: Int, _ answer: String)
        -> ContractRow
    {
        let fields = body.isEmpty ? [] : ["Content-Type: application/json"]
        return ContractRow(name, Wire(line, fields, body: body), status, #"{"error":"\#(answer)"}"#)
    }

    static let refusals: [ContractRow] = [
        row("keys of no organization", "GET \(nowhere)/api-keys", "", 404, "Organization not found"),
        row("a key without a name", "POST \(organization)/api-keys", "{}", 400, "Key name is required"),
        row("a key with a blank name", "POST \(organization)/api-keys", #"{"name":" "}"#, 400, "Key name is required"),
        row("a key without JSON", "POST \(organization)/api-keys", "x", 400, "Invalid JSON body"),
        row("a key of no organization", "POST \(nowhere)/api-keys", #"{"name":"x"}"#, 404, "Organization not found"),
        row("an unknown key", "DELETE \(organization)/api-keys/x", "", 404, "API key not found"),
        row(
            "another organization's key",
            "DELETE \(base)/organizations/\(CavosWorld.otherOrganization)/api-keys/\(CavosWorld.keyID)",
            "", 404, "API key not found"),
        row("an organization without a name", "POST \(base)/organizations", "{}", 400, "Organization name is required"),
        row("an organization without JSON", "POST \(base)/organizations", "[", 400, "Invalid JSON body"),
        row(
            "an organization of nobody", "POST \(base)/organizations", #"{"name":"x","owner":"nobody@example.com"}"#,
            400,
            "owner must be the id or the e-mail address of a user"),
        row(
            "an organization whose owner is a number", "POST \(base)/organizations", #"{"name":"x","owner":7}"#, 400,
            "owner must be the id or the e-mail address of a user"),
        row(
            "an organization with a number for a description", "POST \(base)/organizations",
            #"{"name":"x","description":7}"#,
            400, "description must be a string"),
        row(
            "keys that are half kept", "DELETE \(organization)?keep_keys=1", "", 400, "keep_keys must be true or false"),
        row("an unknown organization", "DELETE \(nowhere)", "", 404, "Organization not found"),
        row("apps of no organization", "GET \(base)/apps?organization_id=x", "", 404, "Organization not found"),
        row("an unknown app", "DELETE \(base)/apps/x", "", 404, "App not found"),
        row("activity of an unknown app", "PATCH \(base)/apps/x", #"{"is_active":true}"#, 404, "App not found"),
        row("no activity", "PATCH \(base)/apps/\(CavosWorld.appID)", "{}", 400, "is_active must be true or false"),
        row("a plan of nobody", "PATCH \(base)/users/x", #"{"plan":"growth"}"#, 404, "User not found"),
        row(
            "an unknown plan", "PATCH \(base)/users/\(CavosWorld.user)", #"{"plan":"huge"}"#, 400,
            "Unknown plan. Must be one of: developer, growth, rated, scale"),
        row("no act", "GET \(base)/nothing", "", 404, "Not found"),
        row("no act at all", "GET \(base)", "", 404, "Not found"),
        row("another method", "PUT \(base)/organizations", "", 405, "Method not allowed"),
    ]
}
