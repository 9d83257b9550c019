import UnderstudyTesting

/// The rows of contracts/cavos.md that refuse, each provoked through the public route.
enum CavosRows {
    static func create(_ body: String, key: String = CavosWorld.key, _ fields: [String] = []) -> Wire {
        Wire("POST /api/v1/apps", ["Authorization: Bearer \(key)"] + fields, body: body)
    }

    static func fields(_ organization: String, _ more: String = "") -> String {
        #"{"name":"My App","organization_id":"\#(organization)"\#(more)}"#
    }

    static let missing =
        #"{"error":"Missing or invalid Authorization header. Expected: Bearer cav_..."}"#
    static let unknown = #"{"error":"Invalid or revoked API key"}"#
    static let json = #"{"error":"Invalid JSON body"}"#
    static let name = #"{"error":"name is required"}"#
    static let organizationID = #"{"error":"organization_id is required"}"#
    static let uuid = #"{"error":"organization_id must be a valid UUID"}"#
    static let description = #"{"error":"description must be a string"}"#
    static let foreign = #"{"error":"API key does not have access to this organization"}"#
    static let notFound = #"{"error":"Not found"}"#
    static let method = #"{"error":"Method not allowed"}"#
    static let good = fields(CavosWorld.organization)

    static let all = authentication + bodies + organizations + paths

    static let authentication: [ContractRow] = [
        row("no Authorization", Wire("POST /api/v1/apps", body: good), 401, missing),
        row("an empty Authorization", Wire("POST /api/v1/apps", ["Authorization:"], body: good), 401, missing),
        row("another scheme", auth("Basic \(CavosWorld.key)"), 401, missing),
        row("a scheme in lower case", auth("bearer \(CavosWorld.key)"), 401, missing),
        row("two spaces", auth("Bearer  \(CavosWorld.key)"), 401, missing),
        row("no token", auth("Bearer "), 401, missing),
        row("a token without the prefix", auth("Bearer sk_1"), 401, missing),
        row("a prefix in capitals", auth("Bearer CAV_fake_good"), 401, missing),
        row("a raw key", auth(CavosWorld.key), 401, missing),
        row("a key nobody has", auth("Bearer cav_x"), 401, unknown),
        row("the prefix alone", auth("Bearer cav_"), 401, unknown),
        row("an unknown key and more after it", auth("Bearer cav_x \(CavosWorld.key)"), 401, unknown),
        row("a key and a tab after it", auth("Bearer \(CavosWorld.key)\tx"), 401, unknown),
        row("a revoked key and more after it", auth("Bearer \(CavosWorld.revokedKey) x"), 401, unknown),
        row("a revoked key", auth("Bearer \(CavosWorld.revokedKey)"), 401, unknown),
        row("no credential and no body", Wire("POST /api/v1/apps"), 401, missing),
    ]

    private static func auth(_ value: String) -> Wire {
        Wire("POST /api/v1/apps", ["Authorization: \(value)"], body: good)
    }

    static let bodies: [ContractRow] = [
        row("an empty body", create(""), 400, json),
        row("no JSON", create("name=x"), 400, json),
        row("JSON and more behind it", create(good + "x"), 400, json),
        row("a trailing comma", create(#"{"name":"x",}"#), 400, json),
        row("null", create("null"), 400, json),
        row("false", create("false"), 400, json),
        row("zero", create("0"), 400, json),
        row("zero with a fraction", create("-0.0e7"), 400, json),
        row("an empty text", create(#""""#), 400, json),
        row("a lone surrogate", create(#"{"name":"\ud800"}"#), 400, json),
        row("100,000 brackets", create(String(repeating: "[", count: 100_000)), 400, json),
        row("a list", create("[]"), 400, name),
        row("a number", create("7"), 400, name),
        row("a huge number", create("1e999"), 400, name),
        row("two byte order marks", create("\u{FEFF}\u{FEFF}" + good), 400, json),
        row("a byte order mark alone", create("\u{FEFF}"), 400, json),
        row("null after a byte order mark", create("\u{FEFF}null"), 400, json),
        row("a list after a byte order mark", create("\u{FEFF}[]"), 400, name),
        row("a string", create(#""x""#), 400, name),
        row("true", create("true"), 400, name),
        row("no members", create("{}"), 400, name),
        row("a null name", create(#"{"name":null}"#), 400, name),
        row("a number for a name", create(#"{"name":7}"#), 400, name),
        row("a blank name", create(#"{"name":" \t\n\u00a0\ufeff"}"#), 400, name),
        row("no organization", create(#"{"name":"x"}"#), 400, organizationID),
        row("a null organization", create(#"{"name":"x","organization_id":null}"#), 400, organizationID),
        row("an empty organization", create(#"{"name":"x","organization_id":""}"#), 400, organizationID),
        row("a number for an organization", create(#"{"name":"x","organization_id":1}"#), 400, organizationID),
        row("an organization that is no UUID", create(#"{"name":"x","organization_id":"org_1"}"#), 400, uuid),
        row("a blank organization", create(#"{"name":"x","organization_id":" "}"#), 400, uuid),
        row("a UUID without hyphens", create(fields("11111111111141118111111111111111")), 400, uuid),
        row("a UUID and a space", create(fields(CavosWorld.organization + " ")), 400, uuid),
        row(
            "a number for a description", create(fields(CavosWorld.organization, #","description":7"#)), 400,
            description),
        row(
            "a list for a description", create(fields(CavosWorld.organization, #","description":[]"#)), 400, description
        ),
        row("the last of two names counts", create(#"{"name":"x","name":""}"#), 400, name),
        row(
            "a description before the organization's reach",
            create(fields(CavosWorld.otherOrganization, #","description":7"#)), 400, description),
        row("a name before an organization", create(#"{"organization_id":"x"}"#), 400, name),
    ]

    static let organizations: [ContractRow] = [
        row("another organization of the same owner", create(fields(CavosWorld.otherOrganization)), 403, foreign),
        row("another owner's organization", create(fields(CavosWorld.fullOrganization)), 403, foreign),
        row("an organization that exists nowhere", create(fields(CavosWorld.unknownOrganization)), 403, foreign),
        row(
            "a deleted organization", create(fields(CavosWorld.deletedOrganization), key: CavosWorld.orphanKey), 404,
            #"{"error":"Organization not found"}"#),
        row(
            "an account at its limit", create(fields(CavosWorld.fullOrganization), key: CavosWorld.fullKey), 429,
            #"{"error":"App limit reached for your plan","tier":"developer","limit":10,"current":10}"#,
            ["Retry-After": nil]),
    ]

    static let paths: [ContractRow] = [
        row("GET", Wire("GET /api/v1/apps"), 405, method, ["Allow": "OPTIONS, POST"]),
        row("PUT", Wire("PUT /api/v1/apps", body: "{}"), 405, method, ["Allow": "OPTIONS, POST"]),
        row("PATCH", Wire("PATCH /api/v1/apps"), 405, method, ["Allow": "OPTIONS, POST"]),
        row("DELETE", Wire("DELETE /api/v1/apps/"), 405, method, ["Allow": "OPTIONS, POST"]),
        row("a method of one's own", Wire("BREW /api/v1/apps"), 405, method, ["Allow": "OPTIONS, POST"]),
        row("an unknown path", Wire("GET /api/v1/app"), 404, notFound),
        row("a path below", Wire("POST /api/v1/apps/7"), 404, notFound),
        row("two slashes", Wire("POST /api//v1/apps"), 404, notFound),
        row("two slashes at the end", Wire("POST /api/v1/apps//"), 404, notFound),
        row("dots", Wire("POST /api/v1/../v1/apps"), 404, notFound),
        row("an encoded slash", Wire("POST /api/v1%2Fapps"), 404, notFound),
        row("a bad escape", Wire("POST /api/v1/%zz"), 404, notFound),
        row("an escape that is no UTF-8", Wire("POST /api/v1/%ff"), 404, notFound),
        row("another case", Wire("POST /API/v1/apps", ["Host: cavos.xyz"]), 404, notFound),
        row("any path of the real host", Wire("GET /", ["Host: cavos.xyz"]), 404, notFound),
        row("any path of the real www host", Wire("GET /apikey/", ["Host: WWW.cavos.xyz:443"]), 404, notFound),
    ]

    private static func row(
        _ name: String, _ wire: Wire, _ status: Int, _ body: String, _ headers: [String: String?] = [:]
    ) -> ContractRow {
        ContractRow(name, wire, status, body, headers: headers.merging(cors) { $1 })
    }

    /// The header fields of every answer of the service.
    static let cors: [String: String?] = [
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "GET,DELETE,PATCH,POST,PUT,OPTIONS",
        "Access-Control-Allow-Headers": "Authorization, Content-Type, X-Requested-With",
        "Content-Type": "application/json",
    ]
}
