internal import Emulation
internal import JSON

/// Reports of the plugin in the apps: devices and daily figures (contract: "The console's part").
extension CapgoOperations {
    /// Lists all devices, or those of the app in the query.
    @Sendable static func listAllDevices(_ state: CapgoState, _ call: Call) throws(Refused)
        -> CapgoResult
    {
        guard let id = try call.query.read(CapgoFields.appFilter) else {
            return .allDevices(state.devices.listAll { $0.isOverrideOnly ? nil : $0 })
        }
        guard state.apps[id] != nil else { throw Refused(.appNotFound) }
        return .allDevices(state.devices.list { $0.byApp.rowIDs(of: id, after: nil) })
    }

    /// Applies a device's report, `{"app_id","device_id",…}` as in the seed.
    ///
    /// Omitted members do not change.
    @Sendable static func reportDevice(_ state: inout CapgoState, _ call: inout Call)
        throws(Refused) -> CapgoResult
    {
        let body = try consoleBody(call)
        var device = Device()
        try read(&device, from: body)
        guard state.apps[device.appID] != nil else { throw Refused(.appNotFound) }
        device =
            state.devices[AppScopedName(device.appID, device.deviceID.lowercased())] ?? Device()
        try read(&device, from: body)
        device.deviceID = device.deviceID.lowercased()
        device.isOverrideOnly = false
        if !body.has("updated_at") { device.updatedAt = call.now }
        try state.check(device)
        switch (body.has("version_name"), body.has("version")) {
        case (true, false): state.complete(&device, hasVersion: false)
        case (false, true):
            device.versionName = ""
            state.complete(&device, hasVersion: true)
        case (true, true), (false, false): break
        }
        state.devices.put(device)
        return .deviceReported(device)
    }

    /// Deletes a device and its override.
    @Sendable static func deleteDevice(_ state: inout CapgoState, _ call: inout Call)
        throws(Refused) -> CapgoResult
    {
        let id = AppScopedName(call.parameters["appID"], call.parameters["deviceID"].lowercased())
        guard state.devices[id]?.isOverrideOnly == false else { throw Refused(.deviceNotFound) }
        state.devices.delete(id)
        return .done
    }

    /// Replaces the figures of a day, `{"app_id","date",…}` as in the seed.
    @Sendable static func putFigures(_ state: inout CapgoState, _ call: inout Call) throws(Refused)
        -> CapgoResult
    {
        var figures = DailyStatistics()
        try read(&figures, from: consoleBody(call))
        guard figures.hasValidShares else { throw Refused(.invalidShares) }
        guard state.apps[figures.appID] != nil else { throw Refused(.appNotFound) }
        state.statistics.put(figures)
        return .dayWritten(UsagePoint(app: figures.appID, day: figures.day, usage: figures.usage))
    }
}

extension CapgoState {
    fileprivate func check(_ device: Device) throws(Refused) {
        if let channel = device.channel,
            channels.indexes.byName[AppScopedName(device.appID, channel)] == nil
        {
            throw Refused(.channelNotFound)
        }
        if let version = device.version, bundles[version]?.appID != device.appID {
            throw Refused(.bundleNotFound)
        }
    }
}

extension JSONValue {
    /// Whether an object has a member, even one that is null.
    fileprivate func has(_ name: String) -> Bool { object?[name] != nil }
}
