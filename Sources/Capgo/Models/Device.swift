package import Emulation

/// A device that runs an app: seed list `capgo.devices`.
///
/// A channel can be chosen for a device before its first report; then only the override is known.
package struct Device: Entity {
    /// Finds devices by their app, and by the channel that overrides the app's.
    package struct Indexes: RowIndexes {
        package private(set) var byApp = DeviceIndex()
        package private(set) var allByApp = Index<String>()
        package private(set) var byChannel = Index<AppScopedName>()

        package init() {}

        package mutating func apply(_ change: RowChange<Device>) {
            byApp.apply(change)
            allByApp.apply(change, by: \.appID, at: { _ in .unset })
            byChannel.apply(change, by: \.scopedChannel, at: { _ in .unset })
        }
    }

    /// The platform of a device (contract: "Devices").
    package enum Platform: String, StringEnum, AnswerValue {
        case ios
        case android
        case electron

        package static let example = ios
    }

    package static let listName = "devices"

    package var appID = ""
    /// Any text that is not empty, in lower case.
    package var deviceID = ""
    package var customID = ""
    /// The id of the bundle that it runs.
    package var version: Int?
    package var versionName = ""
    /// The name of the channel that overrides the app's.
    package var channel: String?
    package var platform = Platform.ios
    package var pluginVersion = ""
    package var osVersion = ""
    package var versionBuild = ""
    package var isProd = true
    package var isEmulator = false
    package var keyID: String?
    package var updatedAt = Timestamp.unset
    /// Whether nothing is known but what `POST /device/` has set.
    package var isOverrideOnly = false

    package init() {}

    package var id: AppScopedName { AppScopedName(appID, deviceID) }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("app_id", &appID, .required(.nonBlank))
        visitor.field("device_id", &deviceID, .required(.nonEmpty))
        visitor.field("custom_id", &customID)
        visitor.field("version", &version, .optional(.positive))
        visitor.field("version_name", &versionName)
        visitor.field("channel", &channel)
        visitor.field("platform", &platform, .optional(Platform.format))
        visitor.field("plugin_version", &pluginVersion)
        visitor.field("os_version", &osVersion)
        visitor.field("version_build", &versionBuild)
        visitor.field("is_prod", &isProd)
        visitor.field("is_emulator", &isEmulator)
        visitor.field("key_id", &keyID)
        visitor.field("updated_at", &updatedAt)
        visitor.field("override_only", &isOverrideOnly)
    }

    private var scopedChannel: AppScopedName? { channel.map { AppScopedName(appID, $0) } }
}

extension Device: APIObject {
    package static let example = Device()

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("updated_at", updatedAt)
        visitor.field("device_id", deviceID)
        visitor.field("custom_id", customID)
        visitor.field("version", version)
        visitor.field("version_name", versionName)
        visitor.optionalField("channel", channel)
        visitor.field("app_id", appID)
        visitor.field("platform", platform)
        visitor.field("plugin_version", pluginVersion)
        visitor.field("os_version", osVersion)
        visitor.field("version_build", versionBuild)
        visitor.field("is_prod", isProd)
        visitor.field("is_emulator", isEmulator)
        visitor.field("key_id", keyID)
    }
}

/// A page of an app's devices, with the cursor of the next page.
struct DevicePage: APIObject {
    let devices: [Device]
    /// Nil on the last page.
    let next: DeviceCursor?

    static let example = DevicePage(devices: [], next: nil)

    func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("data", devices)
        visitor.optionalField("nextCursor", next?.text)
        visitor.field("hasMore", next != nil)
    }
}
