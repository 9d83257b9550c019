package import Emulation
internal import HTTP

extension CapgoService {
    /// The public API.
    package static let routes = RouteTable<Operation<CapgoService>>(
        keyRoutes + organizationRoutes + appRoutes + bundleRoutes + channelRoutes + deviceRoutes + statisticsRoutes
            + healthRoutes)

    private typealias Route = RouteTable<Operation<CapgoService>>.Route

    private static let keyRoutes: [Route] = [
        .init(
            .get, "/apikey", "listKeys",
            .authenticated { state, call, key throws(Failure) in try state.listKeys(&call, by: key) }),
        .init(
            .post, "/apikey", "createKey",
            .authenticated { state, call, key throws(Failure) in try state.createKey(&call, by: key) }),
        .init(
            .get, "/apikey/{id}", "readKey",
            .authenticated { state, call, key throws(Failure) in try state.readKey(&call, by: key) }),
        .init(
            .put, "/apikey/{id}", "updateKey",
            .authenticated { state, call, key throws(Failure) in try state.updateKey(&call, by: key) }),
        .init(
            .delete, "/apikey/{id}", "deleteKey",
            .authenticated { state, call, key throws(Failure) in try state.deleteKey(&call, by: key) }),
    ]

    private static let organizationRoutes: [Route] = [
        .init(
            .get, "/organization", "listOrganizations",
            .authenticated { state, call, key throws(Failure) in try state.listOrganizations(&call, by: key) }),
        .init(
            .post, "/organization", "createOrganization",
            .authenticated { state, call, key throws(Failure) in try state.createOrganization(&call, by: key) }),
        .init(
            .put, "/organization", "updateOrganization",
            .authenticated { state, call, key throws(Failure) in try state.updateOrganization(&call, by: key) }),
        .init(
            .delete, "/organization", "deleteOrganization",
            .authenticated { state, call, key throws(Failure) in try state.deleteOrganization(&call, by: key) }),
        .init(
            .get, "/organization/members", "listMembers",
            .authenticated { state, call, key throws(Failure) in try state.listMembers(&call, by: key) }),
        .init(
            .post, "/organization/members", "addMember",
            .authenticated { state, call, key throws(Failure) in try state.addMember(&call, by: key) }),
        .init(
            .delete, "/organization/members", "removeMember",
            .authenticated { state, call, key throws(Failure) in try state.removeMember(&call, by: key) }),
    ]

    private static let appRoutes: [Route] = [
        .init(
            .get, "/app", "listApps",
            .authenticated { state, call, key throws(Failure) in try state.listApps(&call, by: key) }),
        .init(
            .post, "/app", "createApp",
            .authenticated { state, call, key throws(Failure) in try state.createApp(&call, by: key) }),
        .init(
            .get, "/app/{appID}", "readApp",
            .authenticated { state, call, key throws(Failure) in try state.readApp(&call, by: key) }),
        .init(
            .put, "/app/{appID}", "updateApp",
            .authenticated { state, call, key throws(Failure) in try state.updateApp(&call, by: key) }),
        .init(
            .delete, "/app/{appID}", "deleteApp",
            .authenticated { state, call, key throws(Failure) in try state.deleteApp(&call, by: key) }),
    ]

    private static let bundleRoutes: [Route] = [
        .init(
            .get, "/bundle", "listBundles",
            .authenticated { state, call, key throws(Failure) in try state.listBundles(&call, by: key) }),
        .init(
            .post, "/bundle", "createBundle",
            .authenticated { state, call, key throws(Failure) in try state.createBundle(&call, by: key) }),
        .init(
            .put, "/bundle", "setBundle",
            .authenticated { state, call, key throws(Failure) in try state.setBundle(&call, by: key) }),
        .init(
            .delete, "/bundle", "deleteBundles",
            .authenticated { state, call, key throws(Failure) in try state.deleteBundles(&call, by: key) }),
        .init(
            .post, "/bundle/metadata", "describeBundle",
            .authenticated { state, call, key throws(Failure) in try state.describeBundle(&call, by: key) }),
    ]

    private static let channelRoutes: [Route] = [
        .init(
            .get, "/channel", "listChannels",
            .authenticated { state, call, key throws(Failure) in try state.listChannels(&call, by: key) }),
        .init(
            .post, "/channel", "putChannel",
            .authenticated { state, call, key throws(Failure) in try state.putChannel(&call, by: key) }),
        .init(
            .delete, "/channel", "deleteChannel",
            .authenticated { state, call, key throws(Failure) in try state.deleteChannel(&call, by: key) }),
    ]

    private static let deviceRoutes: [Route] = [
        .init(
            .get, "/device", "listDevices",
            .authenticated { state, call, key throws(Failure) in try state.listDevices(&call, by: key) }),
        .init(
            .post, "/device", "overrideDevice",
            .authenticated { state, call, key throws(Failure) in try state.overrideDevice(&call, by: key) }),
        .init(
            .delete, "/device", "removeOverride",
            .authenticated { state, call, key throws(Failure) in try state.removeOverride(&call, by: key) }),
    ]

    private static let statisticsRoutes: [Route] = [
        .init(
            .get, "/statistics/app/{appID}", "appStatistics",
            .authenticated { state, call, key throws(Failure) in try state.appStatistics(&call, by: key) }),
        .init(
            .get, "/statistics/app/{appID}/bundle_usage", "bundleUsage",
            .authenticated { state, call, key throws(Failure) in try state.bundleUsage(&call, by: key) }),
        .init(
            .get, "/statistics/org/{orgID}", "organizationStatistics",
            .authenticated { state, call, key throws(Failure) in try state.organizationStatistics(&call, by: key) }),
        .init(
            .get, "/statistics/user", "userStatistics",
            .authenticated { state, call, key throws(Failure) in try state.userStatistics(&call, by: key) }),
    ]

    private static let healthRoutes: [Route] = [
        .init(.get, "/ok", "health", .open { _, _ throws(Failure) in .ok }),
        .init(.post, "/ok", "healthByPost", .open { _, _ throws(Failure) in .ok }),
    ]
}
