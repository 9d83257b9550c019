internal import Emulation
internal import JSON

/// The members of request bodies and the query items that Capgo reads (contract: "Body").
enum CapgoFields {
    private static let organizationNameCharacterCountMin = 3
    static let organizationNameExpectation =
        "a string of at least \(organizationNameCharacterCountMin) characters"

    // MARK: Keys

    static let mode = RequestField<KeyMode>(
        "mode", KeyMode.example.fieldType, missing: Refused(.invalidMode),
        wrong: Refused(.invalidMode), null: .value
    ) { KeyMode(json: $0) }
    static let newMode = mode.optional
    /// Limits a new key to one organization: the older form of the request.
    static let keyOrganization = RequestField<String>(
        "org_id", .nonEmpty, wrong: Refused(.organizationIDRequired), null: .value, parse: nonEmpty)
    static let limitedToApps = limits("limited_to_apps")
    static let limitedToOrganizations = limits("limited_to_orgs")
    /// When a key expires; null means never.
    static let expiration = RequestField<Timestamp>(
        "expires_at", .nullable(.dateTime), wrong: Refused(.invalidExpiration)
    ) { ExpirationDate(json: $0)?.moment }
    static let regenerates = flag("regenerate")
    /// Whether only a hash of the new key is stored.
    static let isHashed = flag("hashed")

    // MARK: Names and addresses

    /// A name, trimmed.
    static let name = name(characterCountMin: 1)
    /// An optional name.
    static let newName = name.optional
    static let organizationName = name(characterCountMin: organizationNameCharacterCountMin)
    static let newOrganizationName = organizationName.optional
    static let email = RequestField<String>(
        "email", .email, missing: Refused(.invalidEmail), wrong: Refused(.invalidEmail),
        parse: emailAddress)
    static let optionalEmail = email.optional
    static let managementEmail = RequestField<String>(
        "management_email", .email, wrong: Refused(.invalidEmail), parse: emailAddress)

    // MARK: Organizations and members

    static let organizationID = RequestField<String>(
        "orgId", .nonEmpty, missing: Refused(.organizationIDRequired),
        wrong: Refused(.organizationIDRequired),
        parse: nonEmpty)
    static let logo = text("logo")
    static let role = role("role")
    /// The older name of `role`.
    static let inviteType = role("invite_type")

    // MARK: Apps

    static let appID = RequestField<String>(
        "app_id", .text(matching: AppID.pattern), missing: Refused(.invalidAppID),
        wrong: Refused(.invalidAppID)
    ) { value in
        value.string.flatMap { AppID.isReverseDomain($0) ? $0 : nil }
    }
    static let ownerOrganization = RequestField<String>(
        "owner_org", .nonEmpty, missing: Refused(.organizationIDRequired),
        wrong: Refused(.organizationIDRequired),
        parse: nonEmpty)
    static let icon = text("icon")
    static let retention = RequestField<Int>(
        "retention",
        .integerFrom(
            App.retentionSecondsRange.lowerBound, to: App.retentionSecondsRange.upperBound),
        wrong: Refused(.invalidAppConfiguration)
    ) { value in
        value.int.flatMap { App.retentionSecondsRange.contains($0) ? $0 : nil }
    }

    // MARK: Bundles

    static let bundleID = integer("version_id")
    static let optionalBundleID = bundleID.optional
    static let channelID = integer("channel_id")
    /// The name of a new bundle.
    static let newVersion = RequestField<String>(
        "version", .text(matching: SemanticVersion.pattern), missing: Refused(.invalidVersion),
        wrong: Refused(.invalidVersion)
    ) { value in
        value.string.flatMap { SemanticVersion.isValid($0) ? $0 : nil }
    }
    /// The name of the bundle to delete.
    static let deletedVersion = RequestField<String>(
        "version", .string, wrong: Refused(.invalidVersion), null: .value
    ) { $0.string }
    static let externalURL = RequestField<String>(
        "external_url", .text(matching: SecureURL.pattern), missing: Refused(.invalidExternalURL),
        wrong: Refused(.invalidExternalURL)
    ) { value in
        value.string.flatMap { SecureURL.isValid($0) ? $0 : nil }
    }
    static let checksum = RequestField<String>(
        "checksum", .nonEmpty, missing: Refused(.checksumRequired),
        wrong: Refused(.checksumRequired), parse: nonEmpty)
    static let link = text("link")
    static let comment = text("comment")

    // MARK: Channels and devices

    static let channelName = RequestField<String>(
        "channel", .nonBlank, missing: Refused(.channelNameRequired),
        wrong: Refused(.channelNameRequired)
    ) { value in
        value.string.flatMap { $0.isBlank ? nil : $0 }
    }
    static let channelOverride = channelName.optional
    /// The name of the bundle that a channel serves; null means the hidden bundle for none.
    static let servedVersion = RequestField<String>(
        "version", .nullable(.string), wrong: Refused(.versionNotSemantic), null: .value
    ) { value in
        if value.isNull { return Bundle.unknown }
        guard let name = value.string else { return nil }
        return Bundle.isHidden(name) || SemanticVersion.isValid(name) ? name : nil
    }
    static let disableAutoUpdate = RequestField<Channel.DisableAutoUpdate>(
        "disableAutoUpdate", Channel.DisableAutoUpdate.example.fieldType,
        wrong: Refused(.invalidDisableAutoUpdate)
    ) { Channel.DisableAutoUpdate(json: $0) }
    static let isPublic = flag("public")
    static let disableAutoUpdateUnderNative = flag("disableAutoUpdateUnderNative")
    static let allowDeviceSelfSet = flag("allow_device_self_set")
    static let allowEmulator = flag("allow_emulator")
    static let allowDevice = flag("allow_device")
    static let allowDev = flag("allow_dev")
    static let allowProd = flag("allow_prod")
    static let ios = flag("ios")
    static let android = flag("android")
    static let electron = flag("electron")
    /// The settings of a channel that are on or off.
    static let channelSwitches = [
        isPublic, disableAutoUpdateUnderNative, allowDeviceSelfSet, allowEmulator, allowDevice,
        allowDev, allowProd,
        ios, android, electron,
    ]
    /// A device's id, in lower case.
    static let deviceID = RequestField<String>(
        "device_id", .nonEmpty, missing: Refused(.deviceIDRequired),
        wrong: Refused(.deviceIDRequired)
    ) { nonEmpty($0)?.lowercased() }

    // MARK: Query items of lists and statistics

    /// The page of a list, counted from 0; a number beyond every list is valid.
    static let page = RequestField<Int>(
        "page", .integerFrom(0, to: nil), wrong: Refused(.invalidPage)
    ) { value in
        value.string.flatMap { Int(clampingDigits: $0) }
    }
    /// The maximum number of rows on a page.
    static let limit = RequestField<Int>(
        "limit", .integerFrom(Page.limitRange.lowerBound, to: Page.limitRange.upperBound),
        wrong: Refused(.invalidLimit)
    ) { value in
        value.string.flatMap { Int(digits: $0) }.flatMap { Page.limitRange.contains($0) ? $0 : nil }
    }
    /// The cursor at which a page of devices begins; an empty string counts as absent.
    static let cursor = RequestField<DeviceCursor?>(
        "cursor", .string, wrong: Refused(.invalidCursor)
    ) { value in
        guard let text = value.string, !text.isEmpty else { return .some(nil) }
        return DeviceCursor(text).map { .some($0) }
    }
    /// The organization to show.
    static let shownOrganization = item("orgId")
    static let organizationFilter = item("org_id")
    static let appFilter = item("app_id")
    static let channelFilter = item("channel")
    static let deviceFilter = item("device_id")
    static let userFilter = item("user")
    static let from = day("from")
    static let to = day("to")
    /// Whether an organization's statistics also list each app.
    static let hasBreakdown = isTrue("breakdown")
    /// Whether to return daily figures instead of cumulative sums.
    static let isDaily = isTrue("noAccumulate")

    // MARK: Common forms

    private static func text(_ name: String) -> RequestField<String> {
        RequestField(name, .nullable(.string), wrong: Refused(.notText, about: name)) { $0.string }
    }

    private static func flag(_ name: String) -> RequestField<Bool> {
        RequestField(name, .boolean, wrong: Refused(.notBoolean, about: name)) { $0.bool }
    }

    private static func integer(_ name: String) -> RequestField<Int> {
        let refused = Refused(.notInteger, about: name)
        return RequestField(name, .integer, missing: refused, wrong: refused) { $0.int }
    }

    /// A list of strings, without repeats; null is an empty list.
    private static func limits(_ name: String) -> RequestField<[String]> {
        RequestField(
            name, .nullable(.list(.string)), wrong: Refused(.notTexts, about: name), null: .value,
            isRepeatable: true
        ) { value in
            value.isNull ? [] : [String](json: value)?.withoutRepeats
        }
    }

    private static func name(characterCountMin: Int) -> RequestField<String> {
        RequestField(
            "name",
            .text(
                matching: characterCountMin > 1
                    ? "\\S[\\s\\S]{\(characterCountMin - 2),}\\S" : "\\S"),
            missing: Refused(.nameRequired), wrong: Refused(.nameRequired), null: .value
        ) { value in
            value.string.flatMap { trimmedName($0, characterCountMin: characterCountMin) }
        }
    }

    private static func trimmedName(_ text: String, characterCountMin: Int) -> String? {
        let name = text.trimmed
        return name.count >= characterCountMin ? name : nil
    }

    /// Trims the name of an organization; nil if it is too short.
    static func organizationName(_ text: String) -> String? {
        trimmedName(text, characterCountMin: organizationNameCharacterCountMin)
    }

    private static func role(_ name: String) -> RequestField<Role.Level> {
        RequestField(
            name, .oneOf(Role.Level.allCases.map(\.rawValue)), wrong: Refused(.invalidRole),
            null: .value
        ) {
            value in
            value.string.flatMap(Role.Level.init)
        }
    }

    /// A query item with any value.
    private static func item(_ name: String) -> RequestField<String> {
        RequestField(name, .string) { $0.string }
    }

    /// A switch in the query: on if the value is exactly `true`.
    private static func isTrue(_ name: String) -> RequestField<Bool> {
        RequestField(name, .boolean) { $0.string == "true" }
    }

    /// A day or an RFC 3339 time.
    private static func day(_ name: String) -> RequestField<Timestamp> {
        RequestField(
            name, .date, missing: Refused(.invalidDates), wrong: Refused(.invalidDates),
            parse: moment)
    }

    @Sendable private static func nonEmpty(_ value: JSONValue) -> String? {
        value.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    @Sendable private static func emailAddress(_ value: JSONValue) -> String? {
        value.string.flatMap { TextFormat.isInternetEmail($0) ? $0 : nil }
    }

    @Sendable private static func moment(_ value: JSONValue) -> Timestamp? {
        value.string.flatMap { Timestamp(rfc3339Day: $0) ?? Timestamp(rfc3339: $0) }
    }
}

extension [String] {
    /// The strings without repeats, in the order of their first occurrence.
    var withoutRepeats: [String] {
        var seen: Set<ByteString> = []
        return filter { seen.insert(ByteString($0)).inserted }
    }
}
