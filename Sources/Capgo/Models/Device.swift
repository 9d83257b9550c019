package import Emulation

/// A device that runs an app, or the channel that was chosen for one not seen yet: seed list `capgo.devices`.
package struct Device: Entity {
    /// Finds devices by their app, and by the channel that overrides the app's.
    package struct Indexes: RowIndexes {
        package private(set) var byApp = DeviceIndex()
        package private(set) var allByApp = Index<String>()
        package private(set) var byChannel = Index<AppScopedName>()

        package init() {}

        package mutating func insert(_ device: Device, at place: RowID) {
            allByApp.insert(device.appID, .unset, at: place)
            if let channel = device.scopedChannel { byChannel.insert(channel, .unset, at: place) }
            if !device.isOverrideOnly { byApp.insert(device, at: place) }
        }

        package mutating func remove(_ device: Device, at place: RowID) {
            allByApp.remove(device.appID, .unset, at: place)
            if let channel = device.scopedChannel { byChannel.remove(channel, .unset, at: place) }
            if !device.isOverrideOnly { byApp.remove(device) }
        }
    }

    /// What a device runs on (contract: "Devices").
    package enum Platform: String, StringEnum {
        case ios
        case android
        case electron
    }

    package static let listName = "devices"

    package var appID = ""
    /// A UUID in lower case.
    package var deviceID = ""
    package var customID = ""
    /// The number of the bundle that it runs.
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
    /// Whether nothing but the override is known.
    package var isOverrideOnly = false

    package init() {}

    package var id: AppScopedName { AppScopedName(appID, deviceID) }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("app_id", &appID, .required(.nonBlank))
        visitor.field("device_id", &deviceID, .required(.uuid))
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
    func write(to object: inout ObjectWriter) {
        object.member("updated_at", updatedAt)
        object.member("device_id", deviceID)
        object.member("custom_id", customID)
        object.member("version", version)
        object.member("version_name", versionName)
        if let channel { object.member("channel", channel) }
        object.member("app_id", appID)
        object.member("platform", platform.rawValue)
        object.member("plugin_version", pluginVersion)
        object.member("os_version", osVersion)
        object.member("version_build", versionBuild)
        object.member("is_prod", isProd)
        object.member("is_emulator", isEmulator)
        object.member("key_id", keyID)
    }
}
