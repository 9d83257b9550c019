internal import Emulation

/// What a user is in an organization: a rung of the ladder, or invited to one, which gives nothing yet.
package struct Role: MemberChoice, Hashable {
    /// The ladder, lowest first.
    package enum Rung: String, CaseIterable, Sendable {
        case read
        case upload
        case write
        case admin
        case superAdmin = "super_admin"

        private var height: Int {
            switch self {
            case .read: 0
            case .upload: 1
            case .write: 2
            case .admin: 3
            case .superAdmin: 4
            }
        }

        func reaches(_ other: Rung) -> Bool { height >= other.height }
    }

    package var rung: Rung
    package var isPending: Bool

    package init(_ rung: Rung, isPending: Bool = false) {
        self.rung = rung
        self.isPending = isPending
    }

    private static let pendingPrefix = "invite_"

    package init?(rawValue: String) {
        let isPending = rawValue.utf8.starts(with: Self.pendingPrefix.utf8)
        guard let rung = Rung(rawValue: isPending ? String(rawValue.dropFirst(Self.pendingPrefix.count)) : rawValue)
        else { return nil }
        self.init(rung, isPending: isPending)
    }

    package var rawValue: String { isPending ? Self.pendingPrefix + rung.rawValue : rung.rawValue }

    package static var allCases: [Role] {
        Rung.allCases.map { Role($0) } + Rung.allCases.map { Role($0, isPending: true) }
    }

    /// Tells whether the role gives at least a rung's rights.
    func reaches(_ rung: Rung) -> Bool { !isPending && self.rung.reaches(rung) }
}
