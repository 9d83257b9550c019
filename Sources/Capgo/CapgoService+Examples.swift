package import Emulation
internal import HTTP
internal import JSON

extension CapgoService {
    package static let examples: [OperationExample] =
        keyExamples + organizationExamples + memberExamples + appExamples + bundleExamples
        + channelExamples + deviceExamples + statisticsExamples + healthExamples

    private static let organization = "d0c1e2f3-1111-4a5b-8c6d-1a2b3c4d5e01"
    private static let app = "app.lantern.wallet"
    private static let device = "f0e1d2c3-0002-4b5a-8697-3c4d5e6f7a02"

    /// An example with the demo's key that allows everything.
    private static func example(
        _ operation: String, _ method: HTTP.Method, _ target: String, _ body: JSONObject? = nil,
        name: String = "example"
    ) -> OperationExample {
        OperationExample(
            operation, method, target, key: ("authorization", "ak_demo_fake_ada_all"), body: body,
            name: name)
    }

    private static let keyExamples = [
        example("listKeys", .get, "/apikey/"),
        example(
            "createKey", .post, "/apikey/",
            [
                "mode": "read", "name": "Dashboard of the team",
                "limited_to_orgs": [.string(organization)],
            ]),
        example("readKey", .get, "/apikey/5"),
        example("updateKey", .put, "/apikey/5", ["name": "Dashboard, first floor"]),
        example("deleteKey", .delete, "/apikey/5"),
    ]

    private static let organizationExamples = [
        example("listOrganizations", .get, "/organization/", name: "all"),
        example("listOrganizations", .get, "/organization/?orgId=\(organization)", name: "one"),
        example(
            "createOrganization", .post, "/organization/",
            ["name": "Lantern Research", "email": "research@lantern.example"]),
        example(
            "updateOrganization", .put, "/organization/",
            ["orgId": .string(organization), "name": "Lantern Laboratories"]),
        example("deleteOrganization", .delete, "/organization/", ["orgId": .string(organization)]),
    ]

    private static let memberExamples = [
        example("listMembers", .get, "/organization/members/?orgId=\(organization)"),
        example(
            "addMember", .post, "/organization/members/",
            ["orgId": "org_123", "email": "linus@example.com", "role": "read"]),
        example(
            "removeMember", .delete, "/organization/members/",
            ["orgId": .string(organization), "email": "grace@example.com"]),
    ]

    private static let appExamples = [
        example("listApps", .get, "/app/"),
        example(
            "createApp", .post, "/app/",
            [
                "app_id": "app.lantern.lamp", "name": "Lantern Lamp",
                "owner_org": .string(organization),
            ]),
        example("readApp", .get, "/app/\(app)"),
        example("updateApp", .put, "/app/\(app)", ["name": "Wallet", "retention": 2_592_000]),
        example("deleteApp", .delete, "/app/app.lantern.till"),
    ]

    private static let bundleExamples = [
        example("listBundles", .get, "/bundle/?app_id=\(app)"),
        example(
            "createBundle", .post, "/bundle/",
            [
                "app_id": .string(app), "version": "2.1.0",
                "external_url": "https://downloads.lantern.example/wallet/2.1.0.zip",
                "checksum": "f5b3c2d1",
            ]),
        example(
            "setBundle", .put, "/bundle/",
            ["app_id": .string(app), "version_id": 103, "channel_id": 11]),
        example(
            "deleteBundles", .delete, "/bundle/", ["app_id": .string(app), "version": "1.8.0"]),
        example(
            "describeBundle", .post, "/bundle/metadata",
            [
                "app_id": .string(app), "version_id": 104,
                "comment": "Pays with one tap",
            ]),
    ]

    private static let channelExamples = [
        example("listChannels", .get, "/channel/?app_id=\(app)", name: "all"),
        example("listChannels", .get, "/channel/?app_id=\(app)&channel=beta", name: "one"),
        example(
            "putChannel", .post, "/channel/",
            [
                "app_id": .string(app), "channel": "production", "version": "2.0.0",
                "public": true,
            ]),
        example(
            "deleteChannel", .delete, "/channel/",
            ["app_id": "app.lantern.till", "channel": "dev"]),
    ]

    private static let deviceExamples = [
        example("listDevices", .get, "/device/?app_id=\(app)&limit=2", name: "page"),
        example("listDevices", .get, "/device/?app_id=\(app)&device_id=\(device)", name: "one"),
        example(
            "overrideDevice", .post, "/device/",
            ["app_id": .string(app), "device_id": .string(device), "channel": "beta"]),
        example(
            "removeOverride", .delete, "/device/",
            ["app_id": .string(app), "device_id": .string(device)]),
    ]

    private static let days = "from=2026-02-01&to=2026-02-03"

    private static let statisticsExamples = [
        example("appStatistics", .get, "/statistics/app/\(app)?\(days)"),
        example("bundleUsage", .get, "/statistics/app/\(app)/bundle_usage?\(days)"),
        example(
            "organizationStatistics", .get, "/statistics/org/\(organization)?\(days)", name: "total"
        ),
        example(
            "organizationStatistics", .get,
            "/statistics/org/\(organization)?\(days)&breakdown=true", name: "by_app"),
        example("userStatistics", .get, "/statistics/user?\(days)"),
    ]

    private static let healthExamples = [
        OperationExample("health", .get, "/ok"), OperationExample("healthByPost", .post, "/ok"),
    ]

    package static let refusalExamples = [
        Refused(.insufficientPermissions, about: "apps"),
        Refused(.notTexts, about: CapgoFields.limitedToApps.name),
        Refused(.notText, about: CapgoFields.comment.name),
        Refused(.notBoolean, about: CapgoFields.isPublic.name),
        Refused(.notInteger, about: CapgoFields.bundleID.name),
    ]

    package static let notEmulated = [
        "The plugin's endpoints: `/updates`, `/stats`, `/channel_self`.",
        "Webhooks and native builds.",
        "Uploads of bundles: a bundle has the URL of its file.",
    ]
}
