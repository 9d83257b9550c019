internal import Emulation

/// Devices (contract: "Devices").
extension CapgoOperations {
    /// Lists an app's devices, or returns the given one (`GET /device/`).
    @Sendable static func listDevices(_ state: CapgoState, _ call: Call, by key: APIKey) throws(Refused)
        -> CapgoResult
    {
        let query = call.query
        let limit = try query.read(CapgoFields.limit) ?? Page.limitDefault
        let deviceID = try query.read(CapgoFields.deviceFilter)
        let cursor = deviceID == nil ? try query.read(CapgoFields.cursor) ?? nil : nil
        let (app, organization) = try state.app(query.require(CapgoFields.appID), reachedBy: key)
        guard let deviceID else {
            try state.require(.read, of: key, in: organization, .devices)
            return state.listDevices(of: app, after: cursor, limit: limit)
        }
        guard let device = state.devices[AppScopedName(app.id, deviceID.lowercased())], !device.isOverrideOnly else {
            throw Refused(.deviceNotFound)
        }
        try state.require(.read, of: key, in: organization, .devices)
        return .device(device)
    }

    /// `POST /device/`: overrides the app's channel for a device, or sets the device's bundle.
    ///
    /// Also for a device that has not reported yet.
    @Sendable static func overrideDevice(_ state: inout CapgoState, _ call: inout Call, by key: APIKey)
        throws(Refused) -> CapgoResult
    {
        try state.require(.modify, of: key, .devices)
        let fields = try body(call)
        let appID = try fields.require(CapgoFields.appID)
        let deviceID = try fields.require(CapgoFields.deviceID)
        let bundleID = try fields.read(CapgoFields.optionalBundleID)
        let name = try fields.read(CapgoFields.channelOverride)
        let (app, organization) = try state.app(appID, reachedBy: key)
        let chosen = try name.map { name throws(Refused) in try state.channel(named: name, of: app) }
        let bundle = try bundleID.map { id throws(Refused) in try state.version(id, of: app) }
        try state.require(Permission.modify.level, of: key, in: organization, .devices)
        guard chosen != nil || bundle != nil else { return .done }
        guard !(chosen?.isPublic ?? false) else { throw Refused(.publicChannel) }

        let known = state.devices[AppScopedName(app.id, deviceID)]
        var device = known ?? Device(unseen: deviceID, of: app.id, at: call.now)
        device.channel = chosen?.name ?? device.channel
        if let bundle {
            device.version = bundle.id
            device.versionName = bundle.name
        }
        state.devices.put(device)
        return .done
    }

    /// `DELETE /device/`: removes the override, never the device.
    @Sendable static func removeOverride(_ state: inout CapgoState, _ call: inout Call, by key: APIKey)
        throws(Refused) -> CapgoResult
    {
        try state.require(.modify, of: key, .devices)
        let fields = try body(call)
        let appID = try fields.require(CapgoFields.appID)
        let deviceID = try fields.require(CapgoFields.deviceID)
        let (app, organization) = try state.app(appID, reachedBy: key)
        try state.require(Permission.modify.level, of: key, in: organization, .devices)
        if let device = state.devices[AppScopedName(app.id, deviceID)] { state.removeOverride(of: device) }
        return .done
    }
}

extension CapgoState {
    /// Finds a bundle that a device can run, which may be a hidden one.
    fileprivate func version(_ id: Int, of app: App) throws(Refused) -> Bundle {
        guard let bundle = bundles[id], bundle.appID == app.id, !bundle.isDeleted else {
            throw Refused(.versionNotFound)
        }
        return bundle
    }

    /// Reads one device more than the page has, to know whether there is a next page.
    fileprivate func listDevices(of app: App, after cursor: DeviceCursor?, limit: Int) -> CapgoResult {
        var found = devices.rows(at: devices.indexes.byApp.rowIDs(of: app.id, after: cursor).prefix(limit + 1))
        guard found.count > limit else { return .devices(found, next: nil) }
        found.removeLast()
        return .devices(found, next: found.last.map { DeviceCursor($0) })
    }
}

extension Device {
    /// A device that has not reported yet.
    fileprivate init(unseen deviceID: String, of app: String, at now: Timestamp) {
        self.init()
        appID = app
        self.deviceID = deviceID
        updatedAt = now
        isOverrideOnly = true
    }
}
