internal import Emulation

/// Devices (contract: "Devices").
extension CapgoOperations {
    /// Lists an app's devices, or returns the given one (`GET /device/`).
    @Sendable static func listDevices(_ state: CapgoState, _ call: Call, by key: APIKey) throws(Refused)
        -> CapgoResult
    {
        let query = call.query
        let limit = try query.read(CapgoFields.limit) ?? Page.limitDefault
        let cursor = try query.read(CapgoFields.cursor)
        let (app, organization) = try state.app(query.require(CapgoFields.appID), reachedBy: key)
        guard let deviceID = try query.read(CapgoFields.deviceFilter) else {
            try state.require(.read, of: key, in: organization, .devices)
            return state.listDevices(of: app, after: cursor, limit: limit)
        }
        guard let device = state.devices[AppScopedName(app.id, deviceID.lowercased())], !device.isOverrideOnly else {
            throw Refused(.deviceNotFound)
        }
        try state.require(.read, of: key, in: organization, .devices)
        return .device(device)
    }

    /// `POST /device/`: overrides the app's channel for a device, even before its first report.
    @Sendable static func overrideDevice(_ state: inout CapgoState, _ call: inout Call, by key: APIKey)
        throws(Refused) -> CapgoResult
    {
        try state.require(.modify, of: key, .devices)
        let fields = try body(call)
        let appID = try fields.require(CapgoFields.appID)
        let deviceID = try fields.require(CapgoFields.deviceID)
        _ = try fields.read(CapgoFields.deviceVersion)
        let name = try fields.read(CapgoFields.channelOverride)
        let (app, organization) = try state.app(appID, reachedBy: key)
        let chosen = try name.map { name throws(Refused) in try state.channel(named: name, of: app) }
        try state.require(Permission.modify.level, of: key, in: organization, .devices)
        guard let channel = chosen else { return .done }
        guard !channel.isPublic else { throw Refused(.publicChannel) }

        let known = state.devices[AppScopedName(app.id, deviceID)]
        var device = known ?? Device(unseen: deviceID, of: app.id, at: call.now)
        device.channel = channel.name
        state.devices.put(device)
        return .done
    }

    /// `DELETE /device/`: removes the override, never the device.
    @Sendable static func removeOverride(_ state: inout CapgoState, _ call: inout Call, by key: APIKey)
        throws(Refused) -> CapgoResult
    {
        try state.require(.modify, of: key, .devices)
        let fields = try bodyOrQuery(call)
        let appID = try fields.require(CapgoFields.appID)
        let deviceID = try fields.require(CapgoFields.deviceID)
        let (app, organization) = try state.app(appID, reachedBy: key)
        try state.require(Permission.modify.level, of: key, in: organization, .devices)
        if let device = state.devices[AppScopedName(app.id, deviceID)] { state.removeOverride(of: device) }
        return .done
    }
}

extension CapgoState {
    /// Reads one device more than the page has, to know whether there is a next page.
    fileprivate func listDevices(of app: App, after cursor: DeviceCursor?, limit: Int) -> CapgoResult {
        var found = devices.rows(at: devices.indexes.byApp.rowIDs(of: app.id, after: cursor).prefix(limit + 1))
        guard found.count > limit else { return .devices(found, next: nil) }
        found.removeLast()
        return .devices(found, next: found.last.map { DeviceCursor($0) })
    }
}

extension Device {
    /// A device that has not reported yet: only its override is known.
    fileprivate init(unseen deviceID: String, of app: String, at now: Timestamp) {
        self.init()
        appID = app
        self.deviceID = deviceID
        updatedAt = now
        isOverrideOnly = true
    }
}
