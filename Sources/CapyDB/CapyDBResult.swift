package import Emulation

/// The result of an operation of the service or its dashboard; a contract renders it.
///
/// Keys have the time at which `isActive` is evaluated.
package enum CapyDBResult: Sendable {
    case viewer(Organization, Principal)
    case organization(Organization)
    case newOrganization(Organization)
    case organizations(LazyList<Organization>)
    case member(MemberAnswer)
    case newMember(MemberAnswer)
    case members(LazyList<MemberAnswer>)
    case newSession(Session)
    case project(Project)
    case newProject(Project)
    case projects(LazyList<Project>)
    case newKey(APIKey, at: Timestamp)
    case keys(LazyList<APIKey>, at: Timestamp)
    /// A new login of a device.
    case newLogin(LoginSession)
    /// A login as its device sees it.
    ///
    /// The organization is nil before approval; the key's plaintext is returned only once.
    case loginProgress(LoginSession, Organization?, plaintext: String?)
    case login(LoginSession)
    case logins(LazyList<LoginSession>)
    case revoked
    case removed
    case deleted
}
