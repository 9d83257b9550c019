internal import Bytes
package import Emulation

extension CapgoService {
    /// The paths as the pages print them, and the forms that only the older page of keys has.
    package static let printedRequests = PrintedRequests(
        withSlash: [
            "listKeys", "createKey", "deleteKey", "listOrganizations", "createOrganization",
            "updateOrganization", "deleteOrganization", "listMembers", "addMember", "removeMember",
            "listApps", "createApp", "listBundles", "createBundle", "setBundle", "deleteBundles",
            "listChannels", "putChannel", "deleteChannel", "listDevices", "overrideDevice",
            "removeOverride", "appStatistics", "organizationStatistics", "userStatistics",
        ],
        inQuery: ["deleteOrganization", "deleteBundles"],
        olderForms: [
            .member(CapgoFields.keyOrganization.name, of: "createKey"),
            .member(CapgoFields.inviteType.name, of: "addMember"),
            .parameter("id", of: "deleteKey") { Int(digits: $0) == nil },
        ])
}
