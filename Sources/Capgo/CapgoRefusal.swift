package import Emulation

/// Each error answer of the Capgo public API and of its console's acts.
///
/// The sentences are documented, observed or assumed as said here; of the statuses only 429 is documented
/// (contract: "Basis").
package enum CapgoRefusal: Refusal {
    case noKey
    case invalidKey
    case keyExpired
    case invalidSubkey
    case tooManyRequests
    case notFound
    case internalError
    case invalidJSON
    case invalidPage
    case invalidLimit
    case invalidCursor
    case notTexts
    case notText
    case notBoolean
    case notInteger
    case insufficientPermissions
    case statisticsForbidden
    case adminRequired
    case keyNotFound
    case invalidMode
    case nameRequired
    case expirationNotInFuture
    case noValidFields
    case organizationNotFound
    case organizationIDRequired
    case invalidEmail
    case invalidRole
    case memberNotFound
    case memberExists
    case lastAdmin
    case appNotFound
    case invalidAppID
    case appIDTaken
    case invalidAppConfiguration
    case bundleNotFound
    case invalidVersion
    case invalidExternalURL
    case checksumRequired
    case versionExists
    case noFieldsToUpdate
    case bundleLinked
    case channelNotFound
    case channelNameRequired
    case versionNotFound
    case invalidDisableAutoUpdate
    case deviceNotFound
    case invalidDeviceID
    case publicChannel
    case deviceVersion
    case invalidDates
    case userNotFound
    case emailTaken
    case unknownPlan
    case invalidMember

    package static var methodNotAllowed: CapgoRefusal { .notFound }

    package var status: Int { declaration.status }
    package var message: String { declaration.message }
    package var basis: Basis { declaration.basis }

    private var declaration: (status: Int, message: String, basis: Basis) {
        switch self {
        case .noKey: (401, "No API key provided", .assumed)
        case .invalidKey: (401, "Invalid API key", .documented)
        case .keyExpired: (401, "API key has expired", .documented)
        case .invalidSubkey: (401, "Invalid subkey", .assumed)
        case .tooManyRequests: (429, "Too many requests", .documented)
        case .notFound: (404, "Not found", .observed)
        case .internalError: (500, "Internal server error", .assumed)
        case .insufficientPermissions: (403, "Insufficient permissions to manage <things>", .documented)
        case .statisticsForbidden: (403, "Insufficient permissions to access statistics", .documented)
        case .adminRequired: (403, "Admin role required", .documented)
        case .userNotFound: (404, "User not found", .assumed)
        case .emailTaken: (400, "A user with that e-mail address exists", .assumed)
        case .unknownPlan: (400, "Unknown plan. Must be one of: <plans>", .assumed)
        default: resourceDeclaration
        }
    }

    /// What is said about the things that a request names or brings.
    private var resourceDeclaration: (status: Int, message: String, basis: Basis) {
        switch self {
        case .keyNotFound: (404, "API key not found", .documented)
        case .organizationNotFound: (404, "Organization not found", .assumed)
        case .memberNotFound: (404, "Member not found", .documented)
        case .appNotFound: (404, "App not found", .documented)
        case .bundleNotFound: (404, "Bundle not found", .documented)
        case .versionNotFound: (404, "Version not found", .documented)
        case .channelNotFound: (404, "Channel not found", .documented)
        case .deviceNotFound: (404, "Device not found", .documented)
        default: (400, badRequest.message, badRequest.basis)
        }
    }

    /// The sentences of status 400.
    private var badRequest: (message: String, basis: Basis) {
        switch self {
        case .invalidJSON: ("Invalid JSON body", .assumed)
        case .invalidPage: ("Invalid page", .assumed)
        case .invalidLimit: ("Invalid limit", .assumed)
        case .invalidCursor: ("Invalid cursor", .assumed)
        case .notTexts: ("<member> must be an array of strings", .assumed)
        case .notText: ("<member> must be a string", .assumed)
        case .notBoolean: ("<member> must be a boolean", .assumed)
        case .notInteger: ("<member> must be an integer", .assumed)
        case .invalidMode: ("Invalid mode specified. Must be one of: read, write, upload, all", .documented)
        case .nameRequired: ("Name is required", .documented)
        case .expirationNotInFuture: ("Expiration date must be in the future", .documented)
        case .noValidFields: ("No valid fields provided for update", .observed)
        case .organizationIDRequired: ("Organization ID is required", .assumed)
        case .invalidEmail: ("Invalid email format", .documented)
        case .invalidRole: ("Invalid role specified", .documented)
        case .memberExists: ("Member already exists in organization", .documented)
        case .lastAdmin: ("Cannot remove the last admin from the organization", .documented)
        case .invalidAppID: ("App ID must be a reverse domain string", .observed)
        case .appIDTaken: ("App ID already exists", .assumed)
        case .invalidAppConfiguration: ("Invalid app configuration", .documented)
        case .invalidVersion: ("Invalid version format", .documented)
        case .invalidExternalURL: ("Invalid external URL", .assumed)
        case .checksumRequired: ("Checksum is required", .assumed)
        case .versionExists: ("Version already exists", .assumed)
        case .noFieldsToUpdate: ("No fields to update", .assumed)
        case .bundleLinked: ("Bundle is linked to a channel", .assumed)
        case .channelNameRequired: ("Channel name is required", .assumed)
        case .invalidDisableAutoUpdate: ("Invalid disableAutoUpdate value", .documented)
        case .invalidDeviceID: ("Device ID must be a UUID", .assumed)
        case .publicChannel: ("Cannot override with a public channel", .assumed)
        case .deviceVersion: ("Cannot set version to device, use channel instead", .observed)
        case .invalidDates: ("Invalid date format or missing parameters", .documented)
        default: ("<problem>", .assumed)
        }
    }
}
