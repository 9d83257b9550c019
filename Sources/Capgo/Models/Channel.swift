package import Emulation

/// A channel serves a bundle to devices of an app: seed list `capgo.channels`.
package struct Channel: Entity {
    /// Finds channels by their app, by their name and by the bundle that they serve.
    package struct Indexes: RowIndexes {
        package private(set) var byApp = Index<String>()
        package private(set) var byName = UniqueIndex<AppScopedName>()
        package private(set) var byVersion = Index<AppScopedName>()
        package private(set) var publicByApp = Index<String>()

        package init() {}

        package mutating func apply(_ change: RowChange<Channel>) {
            byApp.apply(change, by: \.appID, at: \.createdAt)
            byName.apply(change, by: \.scopedName)
            byVersion.apply(change, by: \.scopedVersion, at: \.createdAt)
            publicByApp.apply(change, by: { $0.isPublic ? $0.appID : nil }, at: \.createdAt)
        }
    }

    /// The kind of version change that devices do not install automatically.
    package enum DisableAutoUpdate: String, StringEnum, AnswerValue {
        case major
        case minor
        case patch
        case versionNumber = "version_number"
        case none

        package static let example = major
    }

    package static let listName = "channels"

    package var id = 0
    package var appID = ""
    package var name = ""
    /// The name of the bundle that the channel serves; nil when it serves none.
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
        visitSwitches { visitor.field($0.name, &$1) }
        visitor.field("created_at", &createdAt)
        visitor.field("updated_at", &updatedAt)
    }

    /// Visits the Boolean settings in the order of the API.
    mutating func visitSwitches<E>(_ visit: (RequestField<Bool>, inout Bool) throws(E) -> Void) throws(E) {
        try visit(CapgoFields.isPublic, &isPublic)
        try visit(CapgoFields.disableAutoUpdateUnderNative, &disableAutoUpdateUnderNative)
        try visit(CapgoFields.allowDeviceSelfSet, &allowDeviceSelfSet)
        try visit(CapgoFields.allowEmulator, &allowEmulator)
        try visit(CapgoFields.allowDevice, &allowDevice)
        try visit(CapgoFields.allowDev, &allowDev)
        try visit(CapgoFields.allowProd, &allowProd)
        try visit(CapgoFields.ios, &ios)
        try visit(CapgoFields.android, &android)
        try visit(CapgoFields.electron, &electron)
    }

    var scopedName: AppScopedName { AppScopedName(appID, name) }

    var scopedVersion: AppScopedName? { version.map { AppScopedName(appID, $0) } }

    /// Makes the channel serve the bundle of that name; the hidden `unknown` means none.
    mutating func serve(_ name: String) {
        version = name == Bundle.unknown ? nil : name
    }

    /// Whether both channels are for one of the platforms.
    func sharesPlatform(with other: Channel) -> Bool {
        ios && other.ios || android && other.android || electron && other.electron
    }
}

/// A channel with the bundle that it serves.
package struct ServedChannel: APIObject {
    let channel: Channel
    let bundleID: Int

    package static let example = ServedChannel(channel: Channel(), bundleID: 0)

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("id", channel.id)
        visitor.field("name", channel.name)
        visitor.field("app_id", channel.appID)
        visitor.field("created_by", channel.createdBy)
        visitor.field("created_at", channel.createdAt)
        visitor.field("updated_at", channel.updatedAt)
        visitor.field("public", channel.isPublic)
        visitor.field("disableAutoUpdateUnderNative", channel.disableAutoUpdateUnderNative)
        visitor.field("disableAutoUpdate", channel.disableAutoUpdate)
        visitor.field("allow_device_self_set", channel.allowDeviceSelfSet)
        visitor.field("allow_emulator", channel.allowEmulator)
        visitor.field("allow_device", channel.allowDevice)
        visitor.field("allow_dev", channel.allowDev)
        visitor.field("allow_prod", channel.allowProd)
        visitor.field("ios", channel.ios)
        visitor.field("android", channel.android)
        visitor.field("electron", channel.electron)
        visitor.field("version", BundleName(id: bundleID, name: channel.version ?? Bundle.unknown))
    }

    /// A bundle as a channel names it.
    private struct BundleName: APIObject {
        let id: Int
        let name: String

        static let example = BundleName(id: 0, name: "")

        func visitFields(_ visitor: inout some AnswerVisitor) {
            visitor.field("id", id)
            visitor.field("name", name)
        }
    }
}
