package import Emulation

/// The owner of a credential (contract: "Credentials").
package enum Principal: Sendable {
    /// A program with a key.
    case key(APIKey)
    /// A signed-in person, with the role in the session's organization.
    case person(Session, Member.Role)

    package var organizationID: String {
        switch self {
        case .key(let key): key.organizationID
        case .person(let session, _): session.organizationID
        }
    }

    /// The project that a key is limited to; nil for keys of an organization and for people.
    package var projectID: String? {
        if case .key(let key) = self { key.projectID } else { nil }
    }

    /// The id of the person; nil for keys.
    package var userID: String? {
        if case .person(let session, _) = self { session.user } else { nil }
    }

    /// The scopes of the principal: all for an admin, the reading ones for a member.
    package var scopes: [String] {
        switch self {
        case .key(let key): key.scopes
        case .person(_, .admin): [Scope.all.rawValue]
        case .person(_, .member): Scope.allCases.filter { $0 != .all && !$0.isWrite }.map(\.rawValue)
        }
    }

    /// Throws if the principal is a key that may not manage its organization (contract: "Order of
    /// checks", row 5a).
    func requireManager() throws(Refused) {
        if case .key(let key) = self, !key.isManager { throw Refused(.notManager) }
    }

    /// Throws if the principal does not have a scope (contract: "Order of checks", row 6).
    func require(_ scope: Scope) throws(Refused) {
        switch self {
        case .key(let key):
            guard key.scopes.contains(where: { $0 == scope.rawValue || $0 == Scope.all.rawValue }) else {
                throw Refused(.missingScope, about: scope.rawValue)
            }
        case .person(_, let role):
            guard role == .admin || !scope.isWrite else { throw Refused(.adminRequired) }
        }
    }
}

/// The principal in the answer of `GET /v1/me`.
///
/// In CapyDB's public clients `is_admin` means staff of CapyDB; no credential here is theirs.
extension Principal: APIObject {
    package static let example = Principal.key(APIKey())

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("auth_source", userID == nil ? "api_key" : "clerk_session")
        visitor.field("is_admin", false)
        visitor.field("scopes", scopes)
        visitor.optionalField("organization_id", organizationID)
        visitor.optionalField("user_id", userID)
    }
}

/// The answer of `GET /v1/me`.
struct ViewerAnswer: APIObject {
    let organization: Organization
    let principal: Principal

    static let example = ViewerAnswer(organization: Organization(), principal: Principal.example)

    func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("organization", organization)
        visitor.field("principal", principal)
    }
}
