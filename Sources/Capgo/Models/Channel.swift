package import Emulation

/// What devices of an app are given: seed list `capgo.channels`.
package struct Channel: Entity {
    /// Finds channels by their app, by their name and by the bundle that they serve.
    package struct Indexes: RowIndexes {
        package private(set) var byApp = Index<String>()
        package private(set) var byName = UniqueIndex<AppScopedName>()
        package private(set) var byVersion = Index<AppScopedName>()
        package private(set) var publicByApp = Index<String>()

        package init() {}

        package mutating func insert(_ channel: Channel, at place: RowID) {
            byApp.insert(channel.appID, channel.createdAt, at: place)
            byName.insert(channel.scopedName, at: place)
            if let version = channel.scopedVersion { byVersion.insert(version, channel.createdAt, at: place) }
            if channel.isPublic { publicByApp.insert(channel.appID, channel.createdAt, at: place) }
        }

        package mutating func remove(_ channel: Channel, at place: RowID) {
            byApp.remove(channel.appID, channel.createdAt, at: place)
            byName.remove(channel.scopedName, at: place)
            if let version = channel.scopedVersion { byVersion.remove(version, channel.createdAt, at: place) }
            if channel.isPublic { publicByApp.remove(channel.appID, channel.createdAt, at: place) }
        }
    }

    /// Up to which step devices do not update by themselves.
    package enum DisableAutoUpdate: String, StringEnum {
        case major
        case minor
        case patch
        case versionNumber = "version_number"
        case none
    }

    package static let listName = "channels"

    package var id = 0
    package var appID = ""
    package var name = ""
    /// The name of the bundle that the channel serves.
    package var version: String?
    package var createdBy = ""
    package var isPublic = false
    package var disableAutoUpdateUnderNative = true
    package var disableAutoUpdate = DisableAutoUpdate.major
    package var allowDeviceSelfSet = false
    package var allowEmulator = true
    package var allowDevice = true
    package var allowDev = true
    package var allowProd = true
    package var ios = true
    package var android = true
    package var electron = true
    package var createdAt = Timestamp.unset
    package var updatedAt = Timestamp.unset

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .optional(.positive))
        visitor.field("app_id", &appID, .required(.nonBlank))
        visitor.field("name", &name, .required(.nonBlank))
        visitor.field("version", &version)
        visitor.field("created_by", &createdBy, .optional(.nonBlank))
        visitor.field("disableAutoUpdate", &disableAutoUpdate, .optional(DisableAutoUpdate.format))
        visitSwitches { visitor.field($0, &$1) }
        visitor.field("created_at", &createdAt)
        visitor.field("updated_at", &updatedAt)
    }

    /// Goes over what is on or off, in the order of the API.
    mutating func visitSwitches<E>(_ visit: (String, inout Bool) throws(E) -> Void) throws(E) {
        try visit("public", &isPublic)
        try visit("disableAutoUpdateUnderNative", &disableAutoUpdateUnderNative)
        try visit("allow_device_self_set", &allowDeviceSelfSet)
        try visit("allow_emulator", &allowEmulator)
        try visit("allow_device", &allowDevice)
        try visit("allow_dev", &allowDev)
        try visit("allow_prod", &allowProd)
        try visit("ios", &ios)
        try visit("android", &android)
        try visit("electron", &electron)
    }

    var scopedName: AppScopedName { AppScopedName(appID, name) }

    var scopedVersion: AppScopedName? { version.map { AppScopedName(appID, $0) } }

    /// Tells whether there are devices that both channels are for.
    func sharesPlatform(with other: Channel) -> Bool {
        ios && other.ios || android && other.android || electron && other.electron
    }
}

/// A channel with the number of the bundle that it serves.
struct ChannelView: APIObject {
    let channel: Channel
    let bundle: Bundle?

    func write(to object: inout ObjectWriter) {
        object.member("id", channel.id)
        object.member("name", channel.name)
        object.member("app_id", channel.appID)
        object.member("created_by", channel.createdBy)
        object.member("created_at", channel.createdAt)
        object.member("updated_at", channel.updatedAt)
        object.member("public", channel.isPublic)
        object.member("disableAutoUpdateUnderNative", channel.disableAutoUpdateUnderNative)
        object.member("disableAutoUpdate", channel.disableAutoUpdate.rawValue)
        object.member("allow_device_self_set", channel.allowDeviceSelfSet)
        object.member("allow_emulator", channel.allowEmulator)
        object.member("allow_device", channel.allowDevice)
        object.member("allow_dev", channel.allowDev)
        object.member("allow_prod", channel.allowProd)
        object.member("ios", channel.ios)
        object.member("android", channel.android)
        object.member("electron", channel.electron)
        object.member("version", bundle.map(BundleName.init))
    }
}

/// A bundle as a channel names it.
private struct BundleName: APIObject {
    let bundle: Bundle

    func write(to object: inout ObjectWriter) {
        object.member("id", bundle.id)
        object.member("name", bundle.name)
    }
}
