internal import Emulation
internal import HTTP
internal import JSON

/// Bundles (contract: "Bundles").
extension CapgoState {
    /// Lists an app's bundles, newest first (`GET /bundle/`).
    mutating func listBundles(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.read, of: key, .bundles)
        let page = try Page(call.query)
        guard let id = call.query["app_id"] else { throw Refused(.invalidAppID) }
        let (app, organization) = try app(id, reachedBy: key)
        try require(.read, of: key, in: organization, .bundles)
        let places = bundles.indexes.byApp.newestFirst(app.id, skipping: page.rowsBefore).prefix(page.rowsMax)
        return .data(
            bundles.rows(at: places).map { BundleView(bundle: $0, ownerOrganization: app.ownerOrganization) })
    }

    /// `POST /bundle/`; the external URL is never fetched.
    mutating func createBundle(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.uploadBundle, of: key, .bundles)
        let fields = try RequestFields(body: call)
        let appID = try fields.appID()
        var bundle = Bundle()
        guard let version = fields["version"]?.string, SemanticVersion.isValid(version) else {
            throw Refused(.invalidVersion)
        }
        guard let url = fields["external_url"]?.string, Self.isSecureURL(url) else {
            throw Refused(.invalidExternalURL)
        }
        guard let checksum = fields["checksum"]?.string, !checksum.isEmpty else { throw Refused(.checksumRequired) }
        let (app, organization) = try app(appID, reachedBy: key)
        try require(Permission.uploadBundle.level, of: key, in: organization, .bundles)
        bundle.appID = app.id
        bundle.name = version
        guard bundles.indexes.byVersion[bundle.version] == nil else { throw Refused(.versionExists) }

        bundle.id = try nextID(for: bundles)
        bundle.externalURL = url
        bundle.checksum = checksum
        bundle.userID = key.userID
        bundle.createdAt = call.now
        bundle.updatedAt = call.now
        bundles.put(bundle)
        return .ok
    }

    /// Tells whether a text is `https://` with a host and nothing that an address cannot hold (RFC 3986, section 2).
    static func isSecureURL(_ text: String) -> Bool {
        let scheme = "https://"
        guard String(text.prefix(scheme.count)).equalsIgnoringASCIICase(scheme) else { return false }
        let rest = text.utf8.dropFirst(scheme.utf8.count)
        guard let first = rest.first, !"/?#:@".utf8.contains(first) else { return false }
        return rest.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}".utf8.contains($0) }
    }

    /// `PUT /bundle/`: a channel serves the bundle from now on.
    mutating func setBundle(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.modify, of: key, .bundles)
        let fields = try RequestFields(body: call)
        let appID = try fields.appID()
        let (bundleID, channelID) = (try fields.integer("version_id"), try fields.integer("channel_id"))
        let (app, organization) = try app(appID, reachedBy: key)
        let bundle = try bundle(bundleID, of: app)
        guard var channel = channels[channelID], channel.appID == app.id else { throw Refused(.channelNotFound) }
        try require(Permission.modify.level, of: key, in: organization, .bundles)
        channel.version = bundle.name
        channel.updatedAt = call.now
        channels.put(channel)
        let message = "Bundle \(bundle.name) set to channel \(channel.name)"
        return Answer(200, ["status": "success", "message": .string(message)])
    }

    /// Gives a bundle a link or a comment (`POST /bundle/metadata`).
    mutating func describeBundle(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.modify, of: key, .bundles)
        let fields = try RequestFields(body: call)
        let appID = try fields.appID()
        let id = try fields.integer("version_id")
        guard fields.hasAny(of: ["link", "comment"]) else { throw Refused(.noFieldsToUpdate) }
        let (link, comment) = (try fields.text("link"), try fields.text("comment"))
        let (app, organization) = try app(appID, reachedBy: key)
        var bundle = try bundle(id, of: app)
        try require(Permission.modify.level, of: key, in: organization, .bundles)
        if fields["link"] != nil { bundle.link = link }
        if fields["comment"] != nil { bundle.comment = comment }
        bundle.updatedAt = call.now
        bundles.put(bundle)
        return Answer(200, ["status": "success"])
    }

    /// `DELETE /bundle/`: one, or all that no channel serves.
    mutating func deleteBundles(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.modify, of: key, .bundles)
        let fields = try RequestFields(bodyOrQuery: call)
        let appID = try fields.appID()
        let version = fields["version"]
        if let version, version.string == nil { throw Refused(.invalidVersion) }
        let (app, organization) = try app(appID, reachedBy: key)
        let chosen = try version?.string.map { text throws(Failure) in try bundle(named: text, of: app) }
        try require(Permission.modify.level, of: key, in: organization, .bundles)
        if let chosen {
            guard !isLinked(chosen) else { throw Refused(.bundleLinked) }
            delete(chosen, at: call.now)
        } else {
            for bundle in bundles.rows(at: bundles.indexes.byApp.oldestFirst(app.id)) where !isLinked(bundle) {
                delete(bundle, at: call.now)
            }
        }
        return .ok
    }

    /// A deleted bundle stays as a row, out of sight, and its version may come again.
    private mutating func delete(_ bundle: Bundle, at now: Timestamp) {
        bundles.update(bundle.id) {
            $0.isDeleted = true
            $0.updatedAt = now
        }
    }

    private func isLinked(_ bundle: Bundle) -> Bool {
        channels.indexes.byVersion.count(of: bundle.version) > 0
    }

    private func bundle(_ id: Int, of app: App) throws(Failure) -> Bundle {
        guard let bundle = bundles[id], bundle.appID == app.id, !bundle.isDeleted else {
            throw Refused(.bundleNotFound)
        }
        return bundle
    }

    private func bundle(named version: String, of app: App) throws(Failure) -> Bundle {
        guard let bundle = bundle(AppScopedName(app.id, version)) else { throw Refused(.bundleNotFound) }
        return bundle
    }

    /// Finds the bundle of a version.
    func bundle(_ version: AppScopedName) -> Bundle? {
        bundles.indexes.byVersion[version].flatMap { bundles[$0] }
    }
}
