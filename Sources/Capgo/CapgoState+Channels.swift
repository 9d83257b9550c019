internal import Emulation
internal import HTTP
internal import JSON

/// Channels (contract: "Channels").
extension CapgoState {
    /// Lists an app's channels, oldest first (`GET /channel/`).
    mutating func listChannels(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.read, of: key, .channels)
        let page = try Page(call.query)
        guard let id = call.query["app_id"] else { throw Refused(.invalidAppID) }
        let (app, organization) = try app(id, reachedBy: key)
        guard let name = call.query["channel"] else {
            try require(.read, of: key, in: organization, .channels)
            let places = channels.indexes.byApp.oldestFirst(app.id, skipping: page.rowsBefore).prefix(page.rowsMax)
            return .data(channels.rows(at: places).map(view))
        }
        let channel = try channel(named: name, of: app)
        try require(.read, of: key, in: organization, .channels)
        return .data([view(channel)])
    }

    private func view(_ channel: Channel) -> ChannelView {
        ChannelView(channel: channel, bundle: channel.scopedVersion.flatMap(bundle))
    }

    /// `POST /channel/`: makes a channel or changes one; only what is sent changes.
    mutating func putChannel(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.modify, of: key, .channels)
        let fields = try RequestFields(body: call)
        let appID = try fields.appID()
        let name = try fields.channelName()
        let version = try fields.text("version")
        var settings = Channel()
        try settings.change(fields)
        let (app, organization) = try app(appID, reachedBy: key)
        if let version, bundle(AppScopedName(app.id, version)) == nil { throw Refused(.versionNotFound) }
        try require(Permission.modify.level, of: key, in: organization, .channels)

        var channel = try? channel(named: name, of: app)
        if channel == nil { channel = try makeChannel(name, app, by: key, at: call.now) }
        guard var channel else { return .ok }
        try channel.change(fields)
        channel.version = version ?? channel.version
        channel.updatedAt = call.now
        channels.put(channel)
        if channel.isPublic { makeOthersPrivate(than: channel, at: call.now) }
        return .ok
    }

    private mutating func makeChannel(_ name: String, _ app: App, by key: APIKey, at now: Timestamp)
        throws(Failure) -> Channel
    {
        var channel = Channel()
        channel.id = try nextID(for: channels)
        channel.appID = app.id
        channel.name = name
        channel.createdBy = key.userID
        channel.createdAt = now
        return channel
    }

    /// An app has one public channel for each platform.
    private mutating func makeOthersPrivate(than channel: Channel, at now: Timestamp) {
        for other in channels.rows(at: channels.indexes.publicByApp.oldestFirst(channel.appID))
        where other.id != channel.id && other.sharesPlatform(with: channel) {
            channels.update(other.id) {
                $0.isPublic = false
                $0.updatedAt = now
            }
        }
    }

    /// Deletes a channel (`DELETE /channel/`).
    mutating func deleteChannel(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.modify, of: key, .channels)
        let fields = try RequestFields(bodyOrQuery: call)
        let appID = try fields.appID()
        let name = try fields.channelName()
        let (app, organization) = try app(appID, reachedBy: key)
        let channel = try channel(named: name, of: app)
        try require(Permission.modify.level, of: key, in: organization, .channels)
        removeChannel(channel)
        return .ok
    }

    func channel(named name: String, of app: App) throws(Failure) -> Channel {
        guard let place = channels.indexes.byName[AppScopedName(app.id, name)], let channel = channels[place] else {
            throw Refused(.channelNotFound)
        }
        return channel
    }
}

extension Channel {
    /// Takes over the settings that are sent.
    fileprivate mutating func change(_ fields: RequestFields) throws(CapgoState.Failure) {
        try visitSwitches { name, value throws(CapgoState.Failure) in value = try fields.flag(name) ?? value }
        guard let value = fields["disableAutoUpdate"], !value.isNull else { return }
        guard let setting = value.string.flatMap(DisableAutoUpdate.init) else {
            throw Refused(.invalidDisableAutoUpdate)
        }
        disableAutoUpdate = setting
    }
}
