internal import Emulation

/// Reads the seed lists whose entries have integer ids: keys, bundles, channels.
///
/// Entries without an id get the next free ids, after all given ids are known. So do the hidden
/// bundles of apps, unless they are given. Numbering wraps around.
extension CapgoState {
    mutating func loadKeys(_ section: String, from seed: inout SeedReader, accounts: Accounts) {
        var texts: Set<ByteString> = []
        var hashes: Set<ByteString> = []
        let rows = Self.read(section, APIKey.self, after: lastID(of: apiKeys), from: &seed) { key, seed in
            seed.resolveUser(&key.userID, member: "user_id", accounts)
            if key.key == nil && key.keyHash == nil {
                var text = ""
                seed.fillIn(&text, as: "key", { $0.uuid() }) {
                    texts.contains(ByteString($0))
                        || hashes.contains(ByteString(APIKey.hash(of: $0))) || isTaken($0)
                }
                key.key = text
            }
            if let text = key.key, !texts.insert(ByteString(text)).inserted {
                seed.reportDuplicate("key")
            }
            if let hash = key.keyHash, !hashes.insert(ByteString(hash)).inserted {
                seed.reportDuplicate("key_hash")
            }
            if !key.hasValidHash {
                seed.report("key_hash", "64 lower-case hexadecimal digits: the SHA-256 of a key")
            }
            if key.key != nil && key.keyHash != nil {
                seed.report("key_hash", "no hash beside the key itself")
            }
            seed.fillIn(&key.createdAt)
            if !seed.has("updated_at") { key.updatedAt = key.createdAt }
            checkLimits(of: key, from: &seed)
        }
        for key in rows { apiKeys.load(key) }
        count(rows)
    }

    private func checkLimits(of key: APIKey, from seed: inout SeedReader) {
        guard !key.hasDeletedLimit else { return }
        if !key.limitedToApps.allSatisfy({ apps[$0] != nil }) {
            seed.report("limited_to_apps", "a list of the app_id of some of capgo.apps")
        }
        if !key.limitedToOrganizations.allSatisfy({ organizations[$0] != nil }) {
            seed.report("limited_to_orgs", "a list of the ids of some of capgo.organizations")
        }
    }

    mutating func loadBundles(_ section: String, from seed: inout SeedReader, accounts: Accounts) {
        var versions: Set<AppScopedName> = []
        let rows = Self.read(section, Bundle.self, after: lastID(of: bundles), from: &seed) { bundle, seed in
            let app = apps[bundle.appID]
            if app == nil { seed.reportDanglingApp() }
            if bundle.isHidden {
                if bundle.isDeleted {
                    seed.report("deleted", "false, because each app has this bundle")
                }
            } else if !SemanticVersion.isValid(bundle.name) {
                seed.report("name", "a semantic version such as \"1.2.3\"")
            }
            if !bundle.isDeleted && !versions.insert(bundle.version).inserted { seed.reportDuplicate("name") }
            Self.resolve(&bundle.userID, member: "user_id", default: app?.userID, from: &seed, accounts)
            seed.fillIn(&bundle.createdAt)
            if !seed.has("updated_at") { bundle.updatedAt = bundle.createdAt }
        } adding: {
            apps.all.flatMap { app in
                Bundle.hiddenNames.filter { !versions.contains(AppScopedName(app.id, $0)) }
                    .map { Bundle(hidden: $0, of: app) }
            }
        }
        for bundle in rows { bundles.load(bundle) }
        count(rows)
    }

    mutating func loadChannels(_ section: String, from seed: inout SeedReader, accounts: Accounts) {
        var names: Set<AppScopedName> = []
        let rows = Self.read(section, Channel.self, after: lastID(of: channels), from: &seed) { channel, seed in
            let app = apps[channel.appID]
            if app == nil { seed.reportDanglingApp() }
            if let version = channel.scopedVersion, bundle(version) == nil {
                seed.report("version", "the name of one of capgo.bundles of the app")
            }
            if let version = channel.version { channel.serve(version) }
            if !names.insert(channel.scopedName).inserted { seed.reportDuplicate("name") }
            Self.resolve(&channel.createdBy, member: "created_by", default: app?.userID, from: &seed, accounts)
            seed.fillIn(&channel.createdAt)
            if !seed.has("updated_at") { channel.updatedAt = channel.createdAt }
        }
        for channel in rows { channels.load(channel) }
        count(rows)
    }

    private static func resolve(
        _ user: inout String, member: String, default other: String?, from seed: inout SeedReader,
        _ accounts: Accounts
    ) {
        if user.isEmpty {
            user = other ?? ""
        } else {
            seed.resolveUser(&user, member: member, accounts)
        }
    }

    private static func read<Row: NumberedRow>(
        _ section: String, _ type: Row.Type, after counted: Int, from seed: inout SeedReader,
        check: (inout Row, inout SeedReader) -> Void, adding others: () -> [Row] = { [] }
    ) -> [Row] {
        var rows: [Row] = []
        var ids: Set<Int> = []
        seed.list(section, type) { listed, seed in
            var row = listed
            if row.id > Counter.numberMax { seed.report("id", Counter.expectation) }
            if row.id != 0 && !ids.insert(row.id).inserted { seed.reportDuplicate("id") }
            check(&row, &seed)
            rows.append(row)
        }
        rows += others()
        var last = min(Counter.numberMax, max(counted, ids.max() ?? 0))
        for index in rows.indices where rows[index].id == 0 {
            repeat { last = last < Counter.numberMax ? last + 1 : 1 } while ids.contains(last)
            ids.insert(last)
            rows[index].id = last
        }
        return rows
    }

    private func lastID<Row: NumberedRow>(of table: Table<Row>) -> Int {
        counters[Row.listName]?.last ?? 0
    }

    /// Raises the counter above the ids of all rows.
    private mutating func count<Row: NumberedRow>(_ rows: [Row]) {
        guard let highest = rows.map(\.id).max() else { return }
        var counter = counters[Row.listName] ?? Counter(Row.listName)
        counter.last = max(counter.last, highest)
        counters.load(counter)
    }
}

/// A row whose integer id is assigned by the service.
protocol NumberedRow: Entity where ID == Int {
    var id: Int { get set }
}

extension APIKey: NumberedRow {}
extension Bundle: NumberedRow {}
extension Channel: NumberedRow {}
