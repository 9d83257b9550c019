internal import Emulation

/// Every error answer of the Capgo public API and of the console operations.
///
/// The basis stated here is that of the sentence. Of the statuses only 429 is documented
/// (contract: "Basis").
extension Refusal {
    static let noKey = Refusal("noKey", 401, "No API key provided", .assumed)
    static let invalidKey = Refusal("invalidKey", 401, "Invalid API key", .documented)
    static let keyExpired = Refusal("keyExpired", 401, "API key has expired", .documented)
    static let invalidSubkey = Refusal("invalidSubkey", 401, "Invalid subkey", .assumed)
    static let tooManyRequests = Refusal("tooManyRequests", 429, "Too many requests", .documented)
    static let notFound = Refusal("notFound", 404, "Not found", .observed)
    /// Console only: the API answers `notFound`.
    static let methodNotAllowed = Refusal("methodNotAllowed", 405, "Method not allowed", .assumed)
    static let internalError = Refusal("internalError", 500, "Internal server error", .assumed)
    static let invalidJSON = Refusal("invalidJSON", 400, "Invalid JSON body", .assumed)
    static let invalidPage = Refusal("invalidPage", 400, "Invalid page", .assumed)
    static let invalidLimit = Refusal("invalidLimit", 400, "Invalid limit", .assumed)
    static let invalidCursor = Refusal("invalidCursor", 400, "Invalid cursor", .assumed)
    static let notTexts = Refusal("notTexts", 400, "<member> must be an array of strings", .assumed)
    static let notText = Refusal("notText", 400, "<member> must be a string", .assumed)
    static let notBoolean = Refusal("notBoolean", 400, "<member> must be a boolean", .assumed)
    static let notInteger = Refusal("notInteger", 400, "<member> must be an integer", .assumed)
    static let insufficientPermissions = Refusal(
        "insufficientPermissions", 403, "Insufficient permissions to manage <things>", .documented)
    static let appStatisticsForbidden = Refusal(
        "appStatisticsForbidden", 403, "Insufficient permissions to access statistics", .documented)
    static let organizationStatisticsForbidden = Refusal(
        "organizationStatisticsForbidden", 403,
        "Insufficient permissions to access organization statistics",
        .documented)
    static let noOrganizations = Refusal(
        "noOrganizations", 404, "No organizations found", .documented)
    static let adminRequired = Refusal("adminRequired", 403, "Admin role required", .documented)
    static let keyNotFound = Refusal("keyNotFound", 404, "API key not found", .documented)
    static let invalidMode = Refusal(
        "invalidMode", 400, "Invalid mode specified. Must be one of: read, write, upload, all", .documented)
    static let nameRequired = Refusal("nameRequired", 400, "Name is required", .documented)
    static let expirationNotInFuture = Refusal(
        "expirationNotInFuture", 400, "Expiration date must be in the future", .documented)
    static let invalidExpiration = Refusal(
        "invalidExpiration", 400, "Invalid expiration date", .assumed)
    static let noValidFields = Refusal("noValidFields", 400, "No valid fields provided for update", .observed)
    static let organizationNotFound = Refusal("organizationNotFound", 404, "Organization not found", .assumed)
    static let organizationForbidden = Refusal(
        "organizationForbidden", 403, "You do not have access to this organization", .documented)
    static let organizationIDRequired = Refusal("organizationIDRequired", 400, "Organization ID is required", .assumed)
    static let invalidEmail = Refusal("invalidEmail", 400, "Invalid email format", .documented)
    static let invalidRole = Refusal("invalidRole", 400, "Invalid role specified", .documented)
    static let memberNotFound = Refusal("memberNotFound", 404, "Member not found", .documented)
    static let memberExists = Refusal("memberExists", 400, "Member already exists in organization", .documented)
    static let lastAdmin = Refusal("lastAdmin", 400, "Cannot remove the last admin from the organization", .documented)
    static let appNotFound = Refusal("appNotFound", 404, "App not found", .documented)
    static let invalidAppID = Refusal("invalidAppID", 400, "App ID must be a reverse domain string", .observed)
    static let appIDTaken = Refusal("appIDTaken", 400, "Custom ID already in use", .documented)
    static let invalidAppConfiguration = Refusal(
        "invalidAppConfiguration", 400, "Invalid app configuration", .documented)
    static let bundleNotFound = Refusal("bundleNotFound", 404, "Bundle not found", .documented)
    static let invalidVersion = Refusal("invalidVersion", 400, "Invalid version format", .documented)
    static let invalidExternalURL = Refusal("invalidExternalURL", 400, "Invalid external URL", .assumed)
    static let checksumRequired = Refusal("checksumRequired", 400, "Checksum is required", .assumed)
    static let versionExists = Refusal("versionExists", 400, "Version already exists", .assumed)
    static let noFieldsToUpdate = Refusal("noFieldsToUpdate", 400, "No fields to update", .assumed)
    static let bundleLinked = Refusal("bundleLinked", 400, "Bundle is linked to a channel", .assumed)
    static let channelNotFound = Refusal("channelNotFound", 404, "Channel not found", .documented)
    static let channelNameRequired = Refusal("channelNameRequired", 400, "Channel name is required", .assumed)
    static let versionNotFound = Refusal("versionNotFound", 404, "Version not found", .documented)
    static let versionNotSemantic = Refusal(
        "versionNotSemantic", 400, "Invalid version format. Use semantic versioning", .documented)
    static let invalidDisableAutoUpdate = Refusal(
        "invalidDisableAutoUpdate", 400, "Invalid disableAutoUpdate value", .documented)
    static let deviceNotFound = Refusal("deviceNotFound", 404, "Device not found", .documented)
    static let deviceIDRequired = Refusal(
        "deviceIDRequired", 400, "Device ID is required", .assumed)
    static let publicChannel = Refusal("publicChannel", 400, "Cannot override with a public channel", .assumed)
    static let invalidDates = Refusal("invalidDates", 400, "Invalid date format or missing parameters", .documented)
    static let userNotFound = Refusal("userNotFound", 404, "User not found", .assumed)
    static let emailTaken = Refusal("emailTaken", 400, "A user with that e-mail address exists", .assumed)
    static let invalidMember = Refusal("invalidMember", 400, "<member> is <value>, expected <form>", .assumed)
    static let invalidShares = Refusal(
        "invalidShares", 400, "bundles: expected \(DailyStatistics.sharesExpectation)", .assumed)
}
