internal import Emulation
internal import JSON

/// Whoever a credential speaks for (contract: "Credentials").
package enum Principal: Sendable {
    /// A program, with what its key may do.
    case key(APIKey)
    /// A person who has signed in, with the role in the session's organization.
    case person(Session, Member.Role)

    package var organizationID: String {
        switch self {
        case .key(let key): key.organizationID
        case .person(let session, _): session.organizationID
        }
    }

    /// The project that a key is bound to; nil for keys of an organization and for people.
    package var projectID: String? {
        if case .key(let key) = self { key.projectID } else { nil }
    }

    /// The id of the person; nil for keys.
    package var userID: String? {
        if case .person(let session, _) = self { session.user } else { nil }
    }

    /// What the principal may do: an admin all, a member read.
    package var scopes: [String] {
        switch self {
        case .key(let key): key.scopes
        case .person(_, .admin): [Scope.all.rawValue]
        case .person(_, .member): Scope.allCases.filter { $0 != .all && !$0.isWrite }.map(\.rawValue)
        }
    }

    /// Lets those through who hold a scope (contract: "Order of checks", row 6).
    func require(_ scope: Scope) throws(CapyDBState.Failure) {
        switch self {
        case .key(let key):
            guard key.scopes.contains(where: { $0 == scope.rawValue || $0 == Scope.all.rawValue }) else {
                throw Refused(.missingScope, about: scope.rawValue)
            }
        case .person(_, let role):
            guard role == .admin || !scope.isWrite else { throw Refused(.adminRequired) }
        }
    }

    /// The shape of `GET /v1/me`.
    ///
    /// `is_admin` means the staff of CapyDB in its public clients, and none of the credentials here are theirs.
    var json: JSONValue {
        .object(
            JSONObject(present: [
                "auth_source": userID == nil ? "api_key" : "clerk_session",
                "is_admin": false,
                "scopes": .array(scopes.map { .string($0) }),
                "organization_id": .string(organizationID),
                "user_id": userID.map(JSONValue.string),
            ]))
    }
}
