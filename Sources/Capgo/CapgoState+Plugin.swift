internal import Emulation
internal import HTTP
internal import JSON

/// What the plugin in the apps reports: devices and daily figures (contract: "The console's part").
extension CapgoState {
    /// Lists all devices, or those of the app that the query names.
    mutating func listAllDevices(_ call: inout Call) throws(Failure) -> Answer {
        guard let id = call.query["app_id"] else { return .data(devices.all.filter { !$0.isOverrideOnly }) }
        guard apps[id] != nil else { throw Refused(.appNotFound) }
        return .data(devices.rows(at: devices.indexes.byApp.places(of: id, after: nil)))
    }

    /// Takes what a device reports, `{"app_id","device_id",…}` as in the seed; what it leaves out stays as it was.
    mutating func reportDevice(_ call: inout Call) throws(Failure) -> Answer {
        var device = Device()
        try Self.read(&device, call)
        guard apps[device.appID] != nil else { throw Refused(.appNotFound) }
        let body = try RequestFields(body: call)
        let former = devices[AppScopedName(device.appID, device.deviceID.lowercased())]
        device = former ?? Device()
        try Self.read(&device, call)
        device.deviceID = device.deviceID.lowercased()
        device.isOverrideOnly = false
        if body["updated_at"] == nil { device.updatedAt = call.now }
        try check(device)
        if body["version_name"] != nil && body["version"] == nil {
            complete(&device, hasVersion: false)
        } else if body["version"] != nil && body["version_name"] == nil {
            device.versionName = ""
            complete(&device, hasVersion: true)
        }
        devices.put(device)
        return .data(device)
    }

    private func check(_ device: Device) throws(Failure) {
        if let channel = device.channel, channels.indexes.byName[AppScopedName(device.appID, channel)] == nil {
            throw Refused(.channelNotFound)
        }
        if let version = device.version, bundles[version]?.appID != device.appID { throw Refused(.bundleNotFound) }
    }

    /// Forgets a device, and what it was overridden with.
    mutating func deleteDevice(_ call: inout Call) throws(Failure) -> Answer {
        let id = AppScopedName(call.parameters["appID"], call.parameters["deviceID"].lowercased())
        guard devices[id]?.isOverrideOnly == false else { throw Refused(.deviceNotFound) }
        devices.delete(id)
        return .ok
    }

    /// Puts the figures of a day, `{"app_id","date",…}` as in the seed, in place of those that were there.
    mutating func putFigures(_ call: inout Call) throws(Failure) -> Answer {
        var figures = DailyStatistics()
        try Self.read(&figures, call)
        guard figures.hasValidShares else {
            throw Refused(.invalidMember, about: "bundles: expected " + DailyStatistics.sharesExpectation)
        }
        guard apps[figures.appID] != nil else { throw Refused(.appNotFound) }
        statistics.put(figures)
        return .data(UsagePoint(app: figures.appID, day: figures.day, usage: figures.usage))
    }

    /// Reads an entity from the body as a seed has it.
    private static func read(_ entity: inout some Fields, _ call: Call) throws(Failure) {
        guard let value = call.json() else { throw Refused(.invalidJSON) }
        let problems = EntityReader.read(&entity, from: value, at: JSONPath())
        if let first = problems.first { throw Refused(.invalidMember, about: first.message) }
    }
}
