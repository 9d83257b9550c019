package import Emulation

/// The result of an operation of the API or its console; a contract renders it.
package enum CapgoResult: Sendable {
    case keys(LazyList<APIKey>)
    case key(APIKey)
    /// A new key with its plaintext, which is not always stored.
    case newKey(APIKey, plaintext: String)
    case keyDeleted
    case organizations([Organization])
    /// The console's list.
    case allOrganizations(LazyList<Organization>)
    case organization(Organization)
    case newOrganization(Organization)
    case organizationChanged(Organization)
    case organizationDeleted(Organization)
    case members(LazyList<MemberAccount>)
    /// An accepted invitation.
    case member(MemberAccount)
    /// A member who was invited or has a new role.
    case memberAdmitted(MemberAccount)
    case memberRemoved
    case apps(LazyList<App>)
    case app(App)
    /// A new or changed app.
    case appWritten(App)
    case bundles([Bundle], of: App)
    case newBundle(Bundle, of: App)
    /// A bundle and the channel that now serves it.
    case bundleSet(Bundle, Channel)
    case bundleDescribed
    case channels([ServedChannel])
    case channel(ServedChannel)
    case devices([Device], next: DeviceCursor?)
    case device(Device)
    case allDevices(LazyList<Device>)
    /// The stored device after its report.
    case deviceReported(Device)
    case usage(LazyList<UsagePoint>)
    case usageByApp(total: LazyList<UsagePoint>, byApp: LazyList<UsagePoint>)
    /// The stored figures of a day.
    case dayWritten(UsagePoint)
    case bundleUsage(BundleUsage)
    case users(LazyList<UserAnswer>)
    case user(UserAnswer)
    case done
}
