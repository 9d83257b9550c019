internal import Emulation

/// What goes with what: deleting a thing takes all that is in it.
extension CapgoState {
    /// Takes out an organization with its apps.
    mutating func removeOrganization(_ id: String) {
        for app in apps.rows(at: apps.indexes.byOrganization.oldestFirst(id)) { removeApp(app.id) }
        organizations.delete(id)
        noteEndOfLimit(id)
    }

    /// Takes out an app with its bundles, channels, devices and statistics.
    mutating func removeApp(_ id: String) {
        for bundle in bundles.rows(at: bundles.indexes.allByApp.oldestFirst(id)) { bundles.delete(bundle.id) }
        for channel in channels.rows(at: channels.indexes.byApp.oldestFirst(id)) { channels.delete(channel.id) }
        for device in devices.rows(at: devices.indexes.allByApp.oldestFirst(id)) { devices.delete(device.id) }
        for day in statistics.rows(at: statistics.indexes.byApp.oldestFirst(id)) { statistics.delete(day.id) }
        apps.delete(id)
        noteEndOfLimit(id)
    }

    /// Keys that were limited to it stay, limited to what is no more.
    private mutating func noteEndOfLimit(_ id: String) {
        for key in apiKeys.rows(at: apiKeys.indexes.byLimit.oldestFirst(id)) where !key.hasDeletedLimit {
            apiKeys.update(key.id) { $0.hasDeletedLimit = true }
        }
    }

    /// Takes out a channel, and what was overridden with it.
    mutating func removeChannel(_ channel: Channel) {
        for device in devices.rows(at: devices.indexes.byChannel.oldestFirst(channel.scopedName)) {
            removeOverride(of: device)
        }
        channels.delete(channel.id)
    }

    /// Takes away a device's override; the device stays, unless nothing else was known of it.
    mutating func removeOverride(of device: Device) {
        if device.isOverrideOnly {
            devices.delete(device.id)
        } else if device.channel != nil {
            devices.update(device.id) { $0.channel = nil }
        }
    }
}
