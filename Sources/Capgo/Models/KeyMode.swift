internal import Emulation

/// The upper limit of a key's rights (contract: "Key modes").
package enum KeyMode: String, StringEnum, AnswerValue {
    case read
    case write
    case upload
    case all

    package static let example = read

    /// Whether a mode has a permission, according to one of the two pages.
    func allows(_ permission: Permission, by keyModes: CapgoOptions.KeyModes) -> Bool {
        switch permission {
        case .uploadBundle: keyModes == .stepped ? self != .read : self == .upload || self == .all
        case .modify: self != .read
        case .administer: keyModes == .stepped ? self == .write || self == .all : self != .read
        case .manage: self == .all
        }
    }
}

/// The permission that a write operation requires of the key's mode and of the user's role.
///
/// Every mode may read.
enum Permission {
    /// To create bundles.
    case uploadBundle
    /// To change bundles, channels and devices.
    case modify
    /// To change apps, organizations and members.
    case administer
    /// To manage keys and delete organizations.
    case manage

    /// The lowest role that has the permission.
    var level: Role.Level {
        switch self {
        case .uploadBundle, .modify: .upload
        case .administer: .write
        case .manage: .admin
        }
    }
}

/// The end of the sentence that refuses a permission.
enum PermissionSubject: String {
    case apiKeys = "API keys"
    case app
    case bundles
    case channels
    case devices
    case members
    case organization
}
