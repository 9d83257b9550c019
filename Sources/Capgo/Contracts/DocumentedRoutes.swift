internal import Emulation
internal import HTTP

/// The routes of the documented contract.
extension CapgoService {
    private typealias Operations = CapgoOperations
    private typealias Field = CapgoFields
    typealias ServiceRoute = Route<Operation<CapgoService>>

    /// A route that reads its fields from the body; from the query when no body is sent.
    private static func withBody(
        _ method: HTTP.Method, _ pattern: String, _ name: String,
        _ operation: Operation<CapgoService>, body: [any RequestFieldDescription], refusals: [Refusal]
    ) -> ServiceRoute {
        Route(
            method, pattern, name, operation, body: body, query: body,
            refusals: refusals + [.invalidJSON])
    }

    static let keyRoutes: [ServiceRoute] = [
        Route(
            .get, "/apikey", "listKeys", .read(Operations.listKeys), refusals: [.insufficientPermissions]),
        withBody(
            .post, "/apikey", "createKey", .write(Operations.createKey),
            body: [
                Field.mode, Field.keyOrganization, Field.newName, Field.limitedToApps,
                Field.limitedToOrganizations, Field.expiration, Field.isHashed,
            ],
            refusals: [
                .insufficientPermissions, .expirationNotInFuture, .organizationNotFound, .appNotFound,
                .internalError,
            ]),
        Route(
            .get, "/apikey/{id}", "readKey", .read(Operations.readKey),
            refusals: [.insufficientPermissions, .keyNotFound]),
        withBody(
            .put, "/apikey/{id}", "updateKey", .write(Operations.updateKey),
            body: [
                Field.newName, Field.newMode, Field.limitedToApps, Field.limitedToOrganizations,
                Field.expiration, Field.regenerates,
            ],
            refusals: [
                .insufficientPermissions, .noValidFields, .expirationNotInFuture, .organizationNotFound,
                .appNotFound, .keyNotFound,
            ]),
        Route(
            .delete, "/apikey/{id}", "deleteKey", .write(Operations.deleteKey),
            refusals: [.insufficientPermissions, .keyNotFound]),
    ]

    static let organizationRoutes: [ServiceRoute] = [
        Route(
            .get, "/organization", "listOrganizations", .read(Operations.listOrganizations),
            query: [Field.page, Field.shownOrganization],
            refusals: [.organizationNotFound, .insufficientPermissions]),
        withBody(
            .post, "/organization", "createOrganization", .write(Operations.createOrganization),
            body: [Field.organizationName, Field.optionalEmail],
            refusals: [.insufficientPermissions]),
        withBody(
            .put, "/organization", "updateOrganization", .write(Operations.updateOrganization),
            body: [Field.organizationID, Field.newOrganizationName, Field.managementEmail, Field.logo],
            refusals: [.insufficientPermissions, .organizationNotFound, .adminRequired]),
        withBody(
            .delete, "/organization", "deleteOrganization", .write(Operations.deleteOrganization),
            body: [Field.organizationID],
            refusals: [.insufficientPermissions, .organizationNotFound, .adminRequired]),
        Route(
            .get, "/organization/members", "listMembers", .read(Operations.listMembers),
            query: [Field.organizationID], refusals: [.organizationNotFound, .insufficientPermissions]),
        withBody(
            .post, "/organization/members", "addMember", .write(Operations.addMember),
            body: [Field.organizationID, Field.email, Field.role, Field.inviteType],
            refusals: [
                .insufficientPermissions, .organizationNotFound, .memberNotFound, .memberExists,
                .lastAdmin,
            ]),
        withBody(
            .delete, "/organization/members", "removeMember", .write(Operations.removeMember),
            body: [Field.organizationID, Field.email],
            refusals: [
                .insufficientPermissions, .organizationNotFound, .memberNotFound, .lastAdmin,
            ]),
    ]

    static let appRoutes: [ServiceRoute] = [
        Route(
            .get, "/app", "listApps", .read(Operations.listApps),
            query: [Field.page, Field.limit, Field.organizationFilter],
            refusals: [.organizationForbidden, .insufficientPermissions]),
        withBody(
            .post, "/app", "createApp", .write(Operations.createApp),
            body: [Field.appID, Field.name, Field.ownerOrganization, Field.icon],
            refusals: [
                .insufficientPermissions, .organizationNotFound, .appIDTaken, .internalError,
            ]),
        Route(
            .get, "/app/{appID}", "readApp", .read(Operations.readApp),
            refusals: [.invalidAppID, .appNotFound, .insufficientPermissions]),
        withBody(
            .put, "/app/{appID}", "updateApp", .write(Operations.updateApp),
            body: [Field.newName, Field.icon, Field.retention],
            refusals: [.insufficientPermissions, .invalidAppID, .appNotFound]),
        Route(
            .delete, "/app/{appID}", "deleteApp", .write(Operations.deleteApp),
            refusals: [.insufficientPermissions, .invalidAppID, .appNotFound]),
    ]

    static let bundleRoutes: [ServiceRoute] = [
        Route(
            .get, "/bundle", "listBundles", .read(Operations.listBundles), query: [Field.page, Field.appID],
            refusals: [.appNotFound, .insufficientPermissions]),
        withBody(
            .post, "/bundle", "createBundle", .write(Operations.createBundle),
            body: [Field.appID, Field.newVersion, Field.externalURL, Field.checksum],
            refusals: [
                .insufficientPermissions, .appNotFound, .versionExists, .internalError,
            ]),
        withBody(
            .put, "/bundle", "setBundle", .write(Operations.setBundle),
            body: [Field.appID, Field.bundleID, Field.channelID],
            refusals: [.insufficientPermissions, .appNotFound, .bundleNotFound, .channelNotFound]),
        withBody(
            .delete, "/bundle", "deleteBundles", .write(Operations.deleteBundles),
            body: [Field.appID, Field.deletedVersion],
            refusals: [.insufficientPermissions, .appNotFound, .bundleNotFound, .bundleLinked]),
        withBody(
            .post, "/bundle/metadata", "describeBundle", .write(Operations.describeBundle),
            body: [Field.appID, Field.bundleID, Field.link, Field.comment],
            refusals: [.insufficientPermissions, .noFieldsToUpdate, .appNotFound, .bundleNotFound]),
    ]

    static let channelRoutes: [ServiceRoute] = [
        Route(
            .get, "/channel", "listChannels", .read(Operations.listChannels),
            query: [Field.page, Field.appID, Field.channelFilter],
            refusals: [.appNotFound, .channelNotFound, .insufficientPermissions]),
        withBody(
            .post, "/channel", "putChannel", .write(Operations.putChannel),
            body: [Field.appID, Field.channelName, Field.servedVersion] + Field.channelSwitches
                + [Field.disableAutoUpdate],
            refusals: [.insufficientPermissions, .appNotFound, .versionNotFound, .internalError]),
        withBody(
            .delete, "/channel", "deleteChannel", .write(Operations.deleteChannel),
            body: [Field.appID, Field.channelName],
            refusals: [.insufficientPermissions, .appNotFound, .channelNotFound]),
    ]

    static let deviceRoutes: [ServiceRoute] = [
        Route(
            .get, "/device", "listDevices", .read(Operations.listDevices),
            query: [Field.limit, Field.cursor, Field.appID, Field.deviceFilter],
            refusals: [.appNotFound, .deviceNotFound, .insufficientPermissions]),
        withBody(
            .post, "/device", "overrideDevice", .write(Operations.overrideDevice),
            body: [Field.appID, Field.deviceID, Field.optionalBundleID, Field.channelOverride],
            refusals: [
                .insufficientPermissions, .appNotFound, .channelNotFound, .versionNotFound, .publicChannel,
            ]),
        withBody(
            .delete, "/device", "removeOverride", .write(Operations.removeOverride),
            body: [Field.appID, Field.deviceID],
            refusals: [.insufficientPermissions, .appNotFound]),
    ]

    static let statisticsRoutes: [ServiceRoute] = [
        Route(
            .get, "/statistics/app/{appID}", "appStatistics", .read(Operations.appStatistics),
            query: [Field.from, Field.to, Field.isDaily], refusals: [.invalidAppID, .appStatisticsForbidden]),
        Route(
            .get, "/statistics/app/{appID}/bundle_usage", "bundleUsage", .read(Operations.bundleUsage),
            query: [Field.from, Field.to], refusals: [.invalidAppID, .appStatisticsForbidden]),
        Route(
            .get, "/statistics/org/{orgID}", "organizationStatistics", .read(Operations.organizationStatistics),
            query: [Field.from, Field.to, Field.isDaily, Field.hasBreakdown],
            refusals: [.organizationStatisticsForbidden]),
        Route(
            .get, "/statistics/user", "userStatistics", .read(Operations.userStatistics),
            query: [Field.from, Field.to, Field.isDaily], refusals: [.noOrganizations]),
    ]

    static let healthRoutes: [ServiceRoute] = [
        Route(.get, "/ok", "health", .openRead { _, _ throws(Refused) in .done }),
        Route(.post, "/ok", "healthByPost", .openRead { _, _ throws(Refused) in .done }),
    ]
}
