internal import Emulation

/// What a key may do at most (contract: "Key modes").
package enum KeyMode: String, StringEnum {
    case read
    case write
    case upload
    case all

    /// Tells whether a key of this mode may do what an operation needs, as one of the pages reads.
    func allows(_ permission: Permission, by keyModes: CapgoOptions.KeyModes) -> Bool {
        switch permission {
        case .read: true
        case .uploadBundle: keyModes == .stepped ? self != .read : self == .upload || self == .all
        case .modify: self != .read
        case .administer: keyModes == .stepped ? self == .write || self == .all : self != .read
        case .manage: self == .all
        }
    }
}

/// What an operation asks of the key's mode, and of the user's role in the organization.
enum Permission {
    case read
    /// To put in a new bundle.
    case uploadBundle
    /// To change bundles, channels and devices.
    case modify
    /// To change apps, organizations and members.
    case administer
    /// To manage keys and delete organizations.
    case manage

    /// The least role that can do it.
    var level: Role.Level {
        switch self {
        case .read: .read
        case .uploadBundle, .modify: .upload
        case .administer: .write
        case .manage: .admin
        }
    }
}

/// What a refusal of permission is about: it ends the sentence.
enum PermissionSubject: String {
    case apiKeys = "API keys"
    case app
    case bundles
    case channels
    case devices
    case members
    case organization
    case statistics
}
