internal import Emulation

/// Cascading deletes.
extension CapgoState {
    /// Deletes an organization with its apps.
    mutating func removeOrganization(_ id: String) {
        for app in apps.rows(at: apps.indexes.byOrganization.oldestFirst(id)) { removeApp(app.id) }
        organizations.delete(id)
        noteEndOfLimit(id)
    }

    /// Deletes an app with its bundles, channels, devices and statistics.
    mutating func removeApp(_ id: String) {
        for bundle in bundles.rows(at: bundles.indexes.allByApp.oldestFirst(id)) { bundles.delete(bundle.id) }
        for channel in channels.rows(at: channels.indexes.byApp.oldestFirst(id)) { channels.delete(channel.id) }
        for device in devices.rows(at: devices.indexes.allByApp.oldestFirst(id)) { devices.delete(device.id) }
        for day in statistics.rows(at: statistics.indexes.byApp.oldestFirst(id)) { statistics.delete(day.id) }
        apps.delete(id)
        noteEndOfLimit(id)
    }

    /// Marks the keys that are limited to a deleted app or organization; their limit stays.
    private mutating func noteEndOfLimit(_ id: String) {
        for key in apiKeys.rows(at: apiKeys.indexes.byLimit.oldestFirst(id)) {
            apiKeys.update(key.id) { $0.hasDeletedLimit = true }
        }
    }

    /// Deletes a channel and the overrides that use it.
    mutating func removeChannel(_ channel: Channel) {
        for device in devices.rows(at: devices.indexes.byChannel.oldestFirst(channel.scopedName)) {
            if device.isOverrideOnly && device.version == nil {
                devices.delete(device.id)
            } else {
                devices.update(device.id) { $0.channel = nil }
            }
        }
        channels.delete(channel.id)
    }

    /// Removes a device's override; a device that exists only as an override is deleted.
    mutating func removeOverride(of device: Device) {
        if device.isOverrideOnly {
            devices.delete(device.id)
        } else if device.channel != nil {
            devices.update(device.id) { $0.channel = nil }
        }
    }
}
