package import Emulation

/// A device that runs an app, or the channel that was chosen for one not seen yet: seed list `capgo.devices`.
package struct Device: Entity {
    /// Finds devices by their app, and by the channel that overrides the app's.
    package struct Indexes: RowIndexes {
        package private(set) var byApp = DeviceIndex()
        package private(set) var allByApp = Index<String>()
        package private(set) var byChannel = Index<AppScoped>()

        package init() {}

        package mutating func insert(_ device: Device, at place: RowPlace) {
            allByApp.insert(device.appID, .unset, at: place)
            if let channel = device.scopedChannel { byChannel.insert(channel, .unset, at: place) }
            if !device.isOverrideOnly { byApp.insert(device, at: place) }
        }

        package mutating func remove(_ device: Device, at place: RowPlace) {
            allByApp.remove(device.appID, .unset, at: place)
            if let channel = device.scopedChannel { byChannel.remove(channel, .unset, at: place) }
            if !device.isOverrideOnly { byApp.remove(device) }
        }
    }

    /// What a device runs on (contract: "Devices").
    package enum Platform: String, MemberChoice {
        case ios
        case android
        case electron
    }

    package static let list = "devices"

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

    package var id: AppScoped { AppScoped(appID, deviceID) }

    package mutating func visitMembers(_ visitor: inout some MemberVisitor) {
        visitor.member("app_id", &appID, .required(.nonBlank))
        visitor.member("device_id", &deviceID, .required(.uuid))
        visitor.member("custom_id", &customID)
        visitor.member("version", &version, .optional(.positive))
        visitor.member("version_name", &versionName)
        visitor.member("channel", &channel)
        visitor.member("platform", &platform, .optional(Platform.format))
        visitor.member("plugin_version", &pluginVersion)
        visitor.member("os_version", &osVersion)
        visitor.member("version_build", &versionBuild)
        visitor.member("is_prod", &isProd)
        visitor.member("is_emulator", &isEmulator)
        visitor.member("key_id", &keyID)
        visitor.member("updated_at", &updatedAt)
        visitor.member("override_only", &isOverrideOnly)
    }

    private var scopedChannel: AppScoped? { channel.map { AppScoped(appID, $0) } }
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
