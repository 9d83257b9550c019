internal import Emulation
internal import HTTP
internal import JSON

/// Devices (contract: "Devices").
extension CapgoState {
    /// Lists an app's devices, or shows the one that is asked for (`GET /device/`).
    mutating func listDevices(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.read, of: key, .devices)
        let limit = try Page.limit(call.query)
        let cursor = try call.query["cursor"].map { text throws(Failure) in
            guard let cursor = DeviceCursor(text) else { throw Failure(.invalidCursor) }
            return cursor
        }
        guard let id = call.query["app_id"] else { throw Refused(.invalidAppID) }
        let (app, organization) = try app(id, reachedBy: key)
        guard let deviceID = call.query["device_id"] else {
            try require(.read, of: key, in: organization, .devices)
            return listDevices(of: app, after: cursor, limit: limit)
        }
        guard let device = devices[AppScopedName(app.id, deviceID.lowercased())], !device.isOverrideOnly else {
            throw Refused(.deviceNotFound)
        }
        try require(.read, of: key, in: organization, .devices)
        return .bare(device)
    }

    /// Looks for one device more than it shows, to know whether there are more.
    private func listDevices(of app: App, after cursor: DeviceCursor?, limit: Int) -> Answer {
        let found = devices.rows(at: devices.indexes.byApp.places(of: app.id, after: cursor).prefix(limit + 1))
        return .wrapped("{\"data\":") { writer in
            writer.append(found.prefix(limit))
            guard found.count > limit, let last = found.prefix(limit).last else {
                return writer.append(json: ",\"hasMore\":false")
            }
            writer.append(json: ",\"nextCursor\":")
            writer.append(text: DeviceCursor(last).text)
            writer.append(json: ",\"hasMore\":true")
        }
    }

    /// `POST /device/`: overrides the app's channel for a device, whether it was seen or not.
    mutating func overrideDevice(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.modify, of: key, .devices)
        let fields = try RequestFields(body: call)
        let appID = try fields.appID()
        let deviceID = try fields.deviceID()
        if fields["version_id"] != nil { throw Refused(.deviceVersion) }
        let name = fields["channel"].map(\.isNull) ?? true ? nil : try fields.channelName()
        let (app, organization) = try app(appID, reachedBy: key)
        let chosen = try name.map { name throws(Failure) in try channel(named: name, of: app) }
        try require(Permission.modify.level, of: key, in: organization, .devices)
        guard let channel = chosen else { return .ok }
        guard !channel.isPublic else { throw Refused(.publicChannel) }

        var device = devices[AppScopedName(app.id, deviceID)] ?? Device(unseen: deviceID, of: app.id, at: call.now)
        device.channel = channel.name
        devices.put(device)
        return .ok
    }

    /// `DELETE /device/`: takes the override away, never the device.
    mutating func removeOverride(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.modify, of: key, .devices)
        let fields = try RequestFields(bodyOrQuery: call)
        let appID = try fields.appID()
        let deviceID = try fields.deviceID()
        let (app, organization) = try app(appID, reachedBy: key)
        try require(Permission.modify.level, of: key, in: organization, .devices)
        if let device = devices[AppScopedName(app.id, deviceID)] { removeOverride(of: device) }
        return .ok
    }
}

extension Device {
    /// A device of which nothing is known but that it shall get another channel.
    fileprivate init(unseen deviceID: String, of app: String, at now: Timestamp) {
        self.init()
        appID = app
        self.deviceID = deviceID
        updatedAt = now
        isOverrideOnly = true
    }
}
