internal import Emulation
internal import HTTP

/// The routes of the documented contract.
extension CapgoService {
    private typealias Operations = CapgoOperations
    private typealias Field = CapgoFields
    typealias ServiceRoute = Route<Operation<CapgoService>>

    static let keyRoutes: [ServiceRoute] = [
        Route(
            .get, "/apikey", "listKeys", .read(Operations.listKeys), refusals: [.insufficientPermissions]),
        Route(
            .post, "/apikey", "createKey", .write(Operations.createKey), body: newKeyFields, query: newKeyFields,
            refusals: [
                .insufficientPermissions, .invalidJSON, .organizationNotFound, .appNotFound, .internalError,
            ]),
        Route(
            .get, "/apikey/{id}", "readKey", .read(Operations.readKey),
            refusals: [.insufficientPermissions, .keyNotFound]),
        Route(
            .put, "/apikey/{id}", "updateKey", .write(Operations.updateKey),
            body: [
                Field.newName, Field.newMode, Field.limitedToApps, Field.limitedToOrganizations,
                Field.expiration, Field.regenerates,
            ],
            refusals: [
                .insufficientPermissions, .invalidJSON, .noValidFields, .organizationNotFound, .appNotFound,
                .keyNotFound,
            ]),
        Route(
            .delete, "/apikey/{id}", "deleteKey", .write(Operations.deleteKey),
            refusals: [.insufficientPermissions, .keyNotFound]),
    ]

    /// A new key needs a name or, in the older form, an organization.
    static let newKeyFields: [any RequestFieldDescription] = [
        Field.mode, Field.keyOrganization, Field.newName, Field.limitedToApps, Field.limitedToOrganizations,
        Field.expiration,
    ]

    static let organizationRoutes: [ServiceRoute] = [
        Route(
            .get, "/organization", "listOrganizations", .read(Operations.listOrganizations),
            query: [Field.page, Field.shownOrganization],
            refusals: [.organizationNotFound, .insufficientPermissions]),
        Route(
            .post, "/organization", "createOrganization", .write(Operations.createOrganization),
            body: [Field.organizationName, Field.optionalEmail],
            refusals: [.insufficientPermissions, .invalidJSON]),
        Route(
            .put, "/organization", "updateOrganization", .write(Operations.updateOrganization),
            body: [Field.organizationID, Field.newOrganizationName, Field.managementEmail, Field.logo],
            refusals: [.insufficientPermissions, .invalidJSON, .organizationNotFound, .adminRequired]),
        Route(
            .delete, "/organization", "deleteOrganization", .write(Operations.deleteOrganization),
            body: [Field.organizationID], query: [Field.organizationID],
            refusals: [.insufficientPermissions, .invalidJSON, .organizationNotFound, .adminRequired]),
        Route(
            .get, "/organization/members", "listMembers", .read(Operations.listMembers),
            query: [Field.organizationID], refusals: [.organizationNotFound, .insufficientPermissions]),
        Route(
            .post, "/organization/members", "addMember", .write(Operations.addMember),
            body: [Field.organizationID, Field.email, Field.role, Field.inviteType],
            refusals: [
                .insufficientPermissions, .invalidJSON, .organizationNotFound, .memberNotFound, .memberExists,
                .lastAdmin,
            ]),
        Route(
            .delete, "/organization/members", "removeMember", .write(Operations.removeMember),
            body: [Field.organizationID, Field.email], query: [Field.organizationID, Field.email],
            refusals: [
                .insufficientPermissions, .invalidJSON, .organizationNotFound, .memberNotFound, .lastAdmin,
            ]),
    ]

    static let appRoutes: [ServiceRoute] = [
        Route(
            .get, "/app", "listApps", .read(Operations.listApps),
            query: [Field.page, Field.limit, Field.organizationFilter],
            refusals: [.organizationNotFound, .insufficientPermissions]),
        Route(
            .post, "/app", "createApp", .write(Operations.createApp),
            body: [Field.newAppID, Field.name, Field.ownerOrganization, Field.icon],
            refusals: [.insufficientPermissions, .invalidJSON, .organizationNotFound, .appIDTaken]),
        Route(
            .get, "/app/{appID}", "readApp", .read(Operations.readApp),
            refusals: [.appNotFound, .insufficientPermissions]),
        Route(
            .put, "/app/{appID}", "updateApp", .write(Operations.updateApp),
            body: [Field.newName, Field.icon, Field.retention],
            refusals: [.insufficientPermissions, .invalidJSON, .appNotFound]),
        Route(
            .delete, "/app/{appID}", "deleteApp", .write(Operations.deleteApp),
            refusals: [.insufficientPermissions, .appNotFound]),
    ]

    static let bundleRoutes: [ServiceRoute] = [
        Route(
            .get, "/bundle", "listBundles", .read(Operations.listBundles), query: [Field.page, Field.appID],
            refusals: [.appNotFound, .insufficientPermissions]),
        Route(
            .post, "/bundle", "createBundle", .write(Operations.createBundle),
            body: [Field.appID, Field.newVersion, Field.externalURL, Field.checksum],
            refusals: [
                .insufficientPermissions, .invalidJSON, .appNotFound, .versionExists, .internalError,
            ]),
        Route(
            .put, "/bundle", "setBundle", .write(Operations.setBundle),
            body: [Field.appID, Field.bundleID, Field.channelID],
            refusals: [.insufficientPermissions, .invalidJSON, .appNotFound, .bundleNotFound, .channelNotFound]),
        Route(
            .delete, "/bundle", "deleteBundles", .write(Operations.deleteBundles),
            body: [Field.appID, Field.deletedVersion], query: [Field.appID, Field.deletedVersion],
            refusals: [.insufficientPermissions, .invalidJSON, .appNotFound, .bundleNotFound, .bundleLinked]),
        Route(
            .post, "/bundle/metadata", "describeBundle", .write(Operations.describeBundle),
            body: [Field.appID, Field.bundleID, Field.link, Field.comment],
            refusals: [.insufficientPermissions, .invalidJSON, .noFieldsToUpdate, .appNotFound, .bundleNotFound]),
    ]

    static let channelRoutes: [ServiceRoute] = [
        Route(
            .get, "/channel", "listChannels", .read(Operations.listChannels),
            query: [Field.page, Field.appID, Field.channelFilter],
            refusals: [.appNotFound, .channelNotFound, .insufficientPermissions]),
        Route(
            .post, "/channel", "putChannel", .write(Operations.putChannel),
            body: [Field.appID, Field.channelName, Field.servedVersion] + Field.channelSwitches
                + [Field.disableAutoUpdate],
            refusals: [.insufficientPermissions, .invalidJSON, .appNotFound, .versionNotFound, .internalError]),
        Route(
            .delete, "/channel", "deleteChannel", .write(Operations.deleteChannel),
            body: [Field.appID, Field.channelName], query: [Field.appID, Field.channelName],
            refusals: [.insufficientPermissions, .invalidJSON, .appNotFound, .channelNotFound]),
    ]

    static let deviceRoutes: [ServiceRoute] = [
        Route(
            .get, "/device", "listDevices", .read(Operations.listDevices),
            query: [Field.limit, Field.cursor, Field.appID, Field.deviceFilter],
            refusals: [.appNotFound, .deviceNotFound, .insufficientPermissions]),
        Route(
            .post, "/device", "overrideDevice", .write(Operations.overrideDevice),
            body: [Field.appID, Field.deviceID, Field.deviceVersion, Field.channelOverride],
            refusals: [.insufficientPermissions, .invalidJSON, .appNotFound, .channelNotFound, .publicChannel]),
        Route(
            .delete, "/device", "removeOverride", .write(Operations.removeOverride),
            body: [Field.appID, Field.deviceID], query: [Field.appID, Field.deviceID],
            refusals: [.insufficientPermissions, .invalidJSON, .appNotFound]),
    ]

    static let statisticsRoutes: [ServiceRoute] = [
        Route(
            .get, "/statistics/app/{appID}", "appStatistics", .read(Operations.appStatistics),
            query: [Field.from, Field.to, Field.isDaily], refusals: [.appNotFound, .statisticsForbidden]),
        Route(
            .get, "/statistics/app/{appID}/bundle_usage", "bundleUsage", .read(Operations.bundleUsage),
            query: [Field.from, Field.to], refusals: [.appNotFound, .statisticsForbidden]),
        Route(
            .get, "/statistics/org/{orgID}", "organizationStatistics", .read(Operations.organizationStatistics),
            query: [Field.from, Field.to, Field.isDaily, Field.hasBreakdown],
            refusals: [.organizationNotFound, .statisticsForbidden]),
        Route(
            .get, "/statistics/user", "userStatistics", .read(Operations.userStatistics),
            query: [Field.from, Field.to, Field.isDaily]),
    ]

    static let healthRoutes: [ServiceRoute] = [
        Route(.get, "/ok", "health", .openRead { _, _ throws(Refused) in .done }),
        Route(.post, "/ok", "healthByPost", .openRead { _, _ throws(Refused) in .done }),
    ]
}
