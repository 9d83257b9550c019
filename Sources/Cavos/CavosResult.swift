package import Emulation

/// The result of an operation of the service or its dashboard; a contract renders it.
package enum CavosResult: Sendable {
    case app(App)
    case newApp(App)
    case apps([App])
    case newKey(APIKey)
    case keys([APIKey])
    case newOrganization(Organization)
    case organizations([Organization])
    case user(User, plan: String)
    case done
}
