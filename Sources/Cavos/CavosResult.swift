package import Emulation

/// The result of an operation of the service or its dashboard; a contract renders it.
package enum CavosResult: Sendable {
    case app(App)
    case newApp(App)
    case apps(LazyList<App>)
    case newKey(APIKey)
    case keys(LazyList<ListedKey>)
    case newOrganization(Organization)
    case organizations(LazyList<Organization>)
    case user(User, plan: String)
    case done
}
