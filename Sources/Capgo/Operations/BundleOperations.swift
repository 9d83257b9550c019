internal import Emulation
internal import HTTP

/// Bundles (contract: "Bundles").
extension CapgoOperations {
    /// Lists an app's bundles, newest first (`GET /bundle/`).
    @Sendable static func listBundles(_ state: CapgoState, _ call: Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        let query = call.query
        let page = try Page(query)
        let (app, organization) = try state.app(query.require(CapgoFields.appID), reachedBy: key)
        try state.require(.read, of: key, in: organization, .bundles)
        let rows = state.bundles.indexes.byApp.newestFirst(app.id, skipping: page.rowsBefore)
        return .bundles(state.bundles.rows(at: rows.prefix(page.rowsMax)), of: app)
    }

    /// `POST /bundle/`; the external URL is never fetched.
    @Sendable static func createBundle(
        _ state: inout CapgoState, _ call: inout Call, by key: APIKey
    ) throws(Refused)
        -> CapgoResult
    {
        try state.require(.uploadBundle, of: key, .bundles)
        let fields = try body(call)
        let appID = try fields.require(CapgoFields.appID)
        var bundle = Bundle()
        bundle.name = try fields.require(CapgoFields.newVersion)
        bundle.externalURL = try fields.require(CapgoFields.externalURL)
        bundle.checksum = try fields.require(CapgoFields.checksum)
        let (app, organization) = try state.app(appID, reachedBy: key)
        try state.require(Permission.uploadBundle.level, of: key, in: organization, .bundles)
        bundle.appID = app.id
        guard state.bundles.indexes.byVersion[bundle.version] == nil else {
            throw Refused(.versionExists)
        }

        bundle.id = try state.nextID(for: state.bundles)
        bundle.userID = key.userID
        bundle.createdAt = call.now
        bundle.updatedAt = call.now
        state.bundles.put(bundle)
        return .newBundle(bundle, of: app)
    }

    /// `PUT /bundle/`: makes a channel serve the bundle.
    @Sendable static func setBundle(_ state: inout CapgoState, _ call: inout Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        try state.require(.modify, of: key, .bundles)
        let fields = try body(call)
        let appID = try fields.require(CapgoFields.appID)
        let bundleID = try fields.require(CapgoFields.bundleID)
        let channelID = try fields.require(CapgoFields.channelID)
        let (app, organization) = try state.app(appID, reachedBy: key)
        let bundle = try state.bundle(bundleID, of: app)
        guard var channel = state.channels[channelID], channel.appID == app.id else {
            throw Refused(.channelNotFound)
        }
        try state.require(Permission.modify.level, of: key, in: organization, .bundles)
        channel.serve(bundle.name)
        channel.updatedAt = call.now
        state.channels.put(channel)
        return .bundleSet(bundle, channel)
    }

    /// Sets a bundle's link or comment (`POST /bundle/metadata`).
    @Sendable static func describeBundle(
        _ state: inout CapgoState, _ call: inout Call, by key: APIKey
    )
        throws(Refused) -> CapgoResult
    {
        try state.require(.modify, of: key, .bundles)
        let fields = try body(call)
        let appID = try fields.require(CapgoFields.appID)
        let id = try fields.require(CapgoFields.bundleID)
        let (hasLink, hasComment) = (fields.has(CapgoFields.link), fields.has(CapgoFields.comment))
        guard hasLink || hasComment else { throw Refused(.noFieldsToUpdate) }
        let (link, comment) = (
            try fields.read(CapgoFields.link), try fields.read(CapgoFields.comment)
        )
        let (app, organization) = try state.app(appID, reachedBy: key)
        var bundle = try state.bundle(id, of: app)
        guard !bundle.isHidden else { throw Refused(.bundleNotFound) }
        try state.require(Permission.modify.level, of: key, in: organization, .bundles)
        if hasLink { bundle.link = link }
        if hasComment { bundle.comment = comment }
        bundle.updatedAt = call.now
        state.bundles.put(bundle)
        return .bundleDescribed
    }

    /// `DELETE /bundle/`: deletes one bundle, or all that no channel serves.
    @Sendable static func deleteBundles(
        _ state: inout CapgoState, _ call: inout Call, by key: APIKey
    ) throws(Refused)
        -> CapgoResult
    {
        try state.require(.modify, of: key, .bundles)
        let fields = try body(call)
        let appID = try fields.require(CapgoFields.appID)
        let version = try fields.read(CapgoFields.deletedVersion)
        let (app, organization) = try state.app(appID, reachedBy: key)
        let chosen = try version.map { version throws(Refused) in
            try state.bundle(named: version, of: app)
        }
        try state.require(Permission.modify.level, of: key, in: organization, .bundles)
        if let bundle = chosen {
            guard !state.isLinked(bundle) else { throw Refused(.bundleLinked) }
            state.delete(bundle, at: call.now)
        } else {
            let rows = state.bundles.indexes.byApp.oldestFirst(app.id)
            let unlinked = rows.lazy.compactMap { [state] in state.bundles[$0] }.filter { [state] in
                !state.isLinked($0)
            }
            for bundle in unlinked.prefix(call.budget.rowsLeft) {
                state.delete(bundle, at: call.now)
                call.budget.take(1)
            }
        }
        return .done
    }
}

extension CapgoState {
    /// Marks a bundle as deleted: its row stays, no list shows it, its version is free again.
    fileprivate mutating func delete(_ bundle: Bundle, at now: Timestamp) {
        bundles.update(bundle.id) {
            $0.isDeleted = true
            $0.updatedAt = now
        }
    }

    fileprivate func isLinked(_ bundle: Bundle) -> Bool {
        channels.indexes.byVersion.count(of: bundle.version) > 0
    }

    fileprivate func bundle(_ id: Int, of app: App) throws(Refused) -> Bundle {
        guard let bundle = bundles[id], bundle.appID == app.id, !bundle.isDeleted else {
            throw Refused(.bundleNotFound)
        }
        return bundle
    }

    /// Finds a bundle that is not hidden.
    fileprivate func bundle(named version: String, of app: App) throws(Refused) -> Bundle {
        guard let bundle = bundle(AppScopedName(app.id, version)), !bundle.isHidden else {
            throw Refused(.bundleNotFound)
        }
        return bundle
    }

    func bundle(_ version: AppScopedName) -> Bundle? {
        bundles.indexes.byVersion[version].flatMap { bundles[$0] }
    }
}

/// The form of a bundle's external URL.
enum SecureURL {
    /// The form as a regular expression, for the OpenAPI document.
    static let pattern =
        #"^[Hh][Tt][Tt][Pp][Ss]://[!$-.0-9;=A-Z\[\]_a-z~][!#-;=?-\[\]_a-z~]*$"#

    /// Whether a string is `https://` with a host and only URL characters (RFC 3986, section 2).
    static func isValid(_ text: String) -> Bool {
        let scheme = "https://"
        guard String(text.prefix(scheme.count)).equalsIgnoringASCIICase(scheme) else {
            return false
        }
        let rest = text.utf8.dropFirst(scheme.utf8.count)
        guard let first = rest.first, !"/?#:@".utf8.contains(first) else { return false }
        return rest.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}".utf8.contains($0) }
    }
}
