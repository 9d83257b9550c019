package import Emulation

/// The result of an operation of the service or its dashboard; a contract renders it.
///
/// Keys have the time at which `isActive` is evaluated.
package enum CapyDBResult: Sendable {
    case viewer(Organization, Principal)
    case organization(Organization)
    case newOrganization(Organization)
    case organizations([Organization])
    case member(MemberAnswer)
    case newMember(MemberAnswer)
    case members([MemberAnswer])
    case newSession(Session)
    case project(Project)
    case newProject(Project)
    case projects([Project])
    case newKey(APIKey, at: Timestamp)
    case keys([APIKey], at: Timestamp)
    /// A new login of a device.
    case newLogin(LoginSession)
    /// A login as its device sees it.
    ///
    /// The organization is nil before approval; the key's plaintext is returned only once.
    case loginProgress(LoginSession, Organization?, plaintext: String?)
    case login(LoginSession)
    case logins([LoginSession])
    case revoked
    case removed
    case deleted
}
