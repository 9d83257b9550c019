internal import Emulation

/// Channels (contract: "Channels").
extension CapgoOperations {
    /// Lists an app's channels, oldest first, or returns the named one (`GET /channel/`).
    @Sendable static func listChannels(_ state: CapgoState, _ call: Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        let query = call.query
        let page = try Page(query)
        let (app, organization) = try state.app(query.require(CapgoFields.appID), reachedBy: key)
        guard let name = try query.read(CapgoFields.channelFilter) else {
            try state.require(.read, of: key, in: organization, .channels)
            let rows = state.channels.indexes.byApp.oldestFirst(app.id, skipping: page.rowsBefore)
            return .channels(state.channels.rows(at: rows.prefix(page.rowsMax)).map(state.served))
        }
        let channel = try state.channel(named: name, of: app)
        try state.require(.read, of: key, in: organization, .channels)
        return .channel(state.served(channel))
    }

    /// `POST /channel/`: creates a channel, or changes the given members of an existing one.
    @Sendable static func putChannel(_ state: inout CapgoState, _ call: inout Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        try state.require(.modify, of: key, .channels)
        let fields = try body(call)
        let appID = try fields.require(CapgoFields.appID)
        let name = try fields.require(CapgoFields.channelName)
        let version = try fields.read(CapgoFields.servedVersion)
        var settings = Channel()
        try settings.change(fields)
        let (app, organization) = try state.app(appID, reachedBy: key)
        if let version, version != Bundle.unknown,
            state.bundle(AppScopedName(app.id, version)) == nil
        {
            throw Refused(.versionNotFound)
        }
        try state.require(Permission.modify.level, of: key, in: organization, .channels)

        var channel = try state.channel(named: name, of: app, orMadeBy: key, at: call.now)
        try channel.change(fields)
        if let version { channel.serve(version) }
        channel.updatedAt = call.now
        state.channels.put(channel)
        if channel.isPublic { state.makeOthersPrivate(than: channel, at: call.now) }
        return .done
    }

    /// Deletes a channel (`DELETE /channel/`).
    @Sendable static func deleteChannel(
        _ state: inout CapgoState, _ call: inout Call, by key: APIKey
    ) throws(Refused)
        -> CapgoResult
    {
        try state.require(.modify, of: key, .channels)
        let fields = try body(call)
        let appID = try fields.require(CapgoFields.appID)
        let name = try fields.require(CapgoFields.channelName)
        let (app, organization) = try state.app(appID, reachedBy: key)
        let channel = try state.channel(named: name, of: app)
        try state.require(Permission.modify.level, of: key, in: organization, .channels)
        state.removeChannel(channel, &call.budget)
        return .done
    }
}

extension CapgoState {
    func channel(named name: String, of app: App) throws(Refused) -> Channel {
        guard let row = channels.indexes.byName[AppScopedName(app.id, name)],
            let channel = channels[row]
        else {
            throw Refused(.channelNotFound)
        }
        return channel
    }

    /// The app's channel of that name; a new one has an id but is not in the table yet.
    fileprivate mutating func channel(
        named name: String, of app: App, orMadeBy key: APIKey, at now: Timestamp
    )
        throws(Refused) -> Channel
    {
        if let row = channels.indexes.byName[AppScopedName(app.id, name)],
            let channel = channels[row]
        {
            return channel
        }
        var channel = Channel()
        channel.id = try nextID(for: channels)
        channel.appID = app.id
        channel.name = name
        channel.createdBy = key.userID
        channel.createdAt = now
        return channel
    }

    /// A channel with the bundle that it serves.
    ///
    /// Only a state from before apps had hidden bundles lacks the bundle.
    fileprivate func served(_ channel: Channel) -> ServedChannel {
        let bundle = bundle(AppScopedName(channel.appID, channel.version ?? Bundle.unknown))
        return ServedChannel(channel: channel, bundleID: bundle?.id ?? 0)
    }

    /// Clears `public` of the other channels: an app has one public channel for each platform.
    fileprivate mutating func makeOthersPrivate(than channel: Channel, at now: Timestamp) {
        for other in channels.rows(at: channels.indexes.publicByApp.oldestFirst(channel.appID))
        where other.id != channel.id && other.sharesPlatform(with: channel) {
            channels.update(other.id) {
                $0.isPublic = false
                $0.updatedAt = now
            }
        }
    }
}

extension Channel {
    /// Applies the given settings.
    fileprivate mutating func change(_ fields: RequestFields) throws(Refused) {
        try visitSwitches { field, value throws(Refused) in value = try fields.read(field) ?? value
        }
        disableAutoUpdate = try fields.read(CapgoFields.disableAutoUpdate) ?? disableAutoUpdate
    }
}
