internal import Emulation

/// A user's role in an organization: a level, or an invitation to one, which gives no rights yet.
package struct Role: StringEnum, AnswerValue, Hashable {
    /// The levels, lowest first.
    package enum Level: String, CaseIterable, Sendable {
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

        func reaches(_ other: Level) -> Bool { height >= other.height }
    }

    package static let example = Role(.read)

    package var level: Level
    package var isPending: Bool

    package init(_ level: Level, isPending: Bool = false) {
        self.level = level
        self.isPending = isPending
    }

    private static let pendingPrefix = "invite_"

    package init?(rawValue: String) {
        let isPending = rawValue.utf8.starts(with: Self.pendingPrefix.utf8)
        guard let level = Level(rawValue: isPending ? String(rawValue.dropFirst(Self.pendingPrefix.count)) : rawValue)
        else { return nil }
        self.init(level, isPending: isPending)
    }

    package var rawValue: String { isPending ? Self.pendingPrefix + level.rawValue : level.rawValue }

    package static var allCases: [Role] {
        Level.allCases.map { Role($0) } + Level.allCases.map { Role($0, isPending: true) }
    }

    /// Whether the role includes the rights of a level.
    func reaches(_ level: Level) -> Bool { !isPending && self.level.reaches(level) }
}
