import Capgo
import CapyDB
import Cavos
import Emulation
import Sandboxes
import Testing

/// Worlds in which one account has very many rows of each kind.
enum LargeWorld {
    static let rowCount = 2_000
    static let accountCount = 4_000

    static let user = "aaaaaaaa-0000-4000-8000-00000000000a"
    static let organization = "aaaaaaaa-0000-4000-8000-000000000001"
    static let app = "com.ada.app"

    private static let time = Timestamp(milliseconds: 1_770_000_000_000)

    static func uuid(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "11111111-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count)
            + digits
    }

    private static func base() -> World {
        var world = World()
        world.accounts.users.load(user(Self.user, "ada@example.com"))
        return world
    }

    private static func user(_ id: String, _ email: String) -> User {
        var user = User()
        user.id = id
        user.email = email
        return user
    }

    private static func finished(_ world: World) -> World {
        var world = world
        var finisher = LoadingFinisher()
        world.accounts.visitTables(&finisher)
        world.visitSections(&finisher)
        return world
    }

    static let accounts = makeAccounts(accountCount)

    static func makeAccounts(_ rowCount: Int) -> World {
        var world = base()
        for number in 0..<rowCount {
            world.accounts.users.load(user(uuid(number), "user\(number)@example.com"))
        }
        return finished(world)
    }

    static let cavos = makeCavos(rowCount)

    static func makeCavos(_ rowCount: Int) -> World {
        var world = base()
        world.cavos.organizations.load(cavosOrganization(Self.organization))
        world.cavos.apiKeys.load(cavosKey("cav_fake", uuid(0)))
        for number in 1...rowCount {
            var app = Cavos.App()
            app.id = uuid(number)
            app.organizationID = organization
            app.name = "App \(number)"
            app.createdAt = time
            world.cavos.apps.load(app)
            world.accounts.users.load(user(uuid(number), "user\(number)@example.com"))
            world.cavos.apiKeys.load(cavosKey("cav_fake\(number)", uuid(number)))
            world.cavos.organizations.load(cavosOrganization(uuid(number)))
        }
        return finished(world)
    }

    private static func cavosOrganization(_ id: String) -> Cavos.Organization {
        var organization = Cavos.Organization()
        organization.id = id
        organization.name = "Organization"
        organization.slug = id
        organization.owner = id == Self.organization ? user : id
        organization.createdAt = time
        return organization
    }

    private static func cavosKey(_ key: String, _ id: String) -> Cavos.APIKey {
        var row = Cavos.APIKey()
        row.id = id
        row.organizationID = organization
        row.name = "Key"
        row.key = key
        row.createdAt = time
        return row
    }

    static let capgo = makeCapgo(rowCount)

    static func makeCapgo(_ rowCount: Int) -> World {
        var world = base()
        var organization = Capgo.Organization()
        organization.id = Self.organization
        organization.name = "Ada's"
        organization.members = [superAdmin]
        organization.createdBy = user
        organization.managementEmail = "ada@example.com"
        organization.createdAt = time
        world.capgo.organizations.load(organization)
        world.capgo.apiKeys.load(capgoKey(1, "ada_all"))
        world.capgo.apps.load(capgoApp(Self.app, 1))
        for number in 2..<rowCount {
            world.capgo.apiKeys.load(capgoKey(number, "ak_fake\(number)"))
            world.capgo.apps.load(capgoApp("com.ada.app\(number)", number))
            loadRowsOfApp(number, in: &world)
        }
        return finished(world)
    }

    private static var superAdmin: Capgo.Member {
        var member = Capgo.Member()
        member.user = user
        member.role = Capgo.Role(.superAdmin)
        return member
    }

    private static func capgoKey(_ id: Int, _ key: String) -> Capgo.APIKey {
        var row = Capgo.APIKey()
        row.id = id
        row.userID = user
        row.name = "Key"
        row.key = key
        row.mode = .all
        row.createdAt = time
        return row
    }

    private static func capgoApp(_ id: String, _ number: Int) -> Capgo.App {
        var app = Capgo.App()
        app.appID = id
        app.uuid = uuid(number)
        app.userID = user
        app.name = "App"
        app.ownerOrganization = organization
        app.createdAt = time
        return app
    }

    private static func loadRowsOfApp(_ number: Int, in world: inout World) {
        var bundle = Capgo.Bundle()
        bundle.id = number
        bundle.appID = app
        bundle.name = "1.0.\(number)"
        bundle.userID = user
        bundle.createdAt = time
        world.capgo.bundles.load(bundle)
        var channel = Capgo.Channel()
        channel.id = number
        channel.appID = app
        channel.name = "channel\(number)"
        channel.version = "1.0.2"
        channel.createdBy = user
        channel.createdAt = time
        world.capgo.channels.load(channel)
        var device = Capgo.Device()
        device.appID = app
        device.deviceID = uuid(number)
        device.channel = "channel2"
        device.updatedAt = time
        world.capgo.devices.load(device)
        var figures = DailyStatistics()
        figures.appID = app
        figures.day = Day(daysSince1970: number - LargeWorld.rowCount + 20_000)
        figures.mau = 1
        figures.bundles = ["1.0.2": 0.5]
        world.capgo.statistics.load(figures)
    }

    /// All organizations belong to one user, and each has an app.
    static var organizationsOfOneOwner: World {
        var world = cavos
        for number in 1...rowCount {
            var organization = cavosOrganization(uuid(number))
            organization.owner = user
            world.cavos.organizations.load(organization)
        }
        return finished(world)
    }

    /// One user is a member of all organizations, each of which has an app.
    static var organizationsOfOneMember: World {
        var world = base()
        world.capgo.apiKeys.load(capgoKey(1, "ada_all"))
        for number in 1...rowCount {
            var organization = Capgo.Organization()
            organization.id = uuid(number)
            organization.name = "Ada's"
            organization.members = [superAdmin]
            organization.createdBy = user
            organization.createdAt = time
            world.capgo.organizations.load(organization)
            var app = capgoApp("com.ada.app\(number)", number)
            app.ownerOrganization = organization.id
            world.capgo.apps.load(app)
        }
        var limited = capgoKey(2, "ada_limited")
        limited.limitedToApps = ["com.ada.app7", "com.ada.app9"]
        world.capgo.apiKeys.load(limited)
        return finished(world)
    }

    /// Very many keys are limited to the same app and organization.
    static let limitedKeys = makeLimitedKeys(rowCount)

    static func makeLimitedKeys(_ rowCount: Int) -> World {
        var world = makeCapgo(2)
        for number in 10..<rowCount {
            var key = capgoKey(number, "ak_limited\(number)")
            key.limitedToApps = [app]
            key.limitedToOrganizations = [organization]
            world.capgo.apiKeys.load(key)
        }
        return finished(world)
    }

    /// Two organizations with the same very many members, some of whom have a key.
    static func makeCrowd(_ memberCount: Int) -> World {
        var world = base()
        var members = [superAdmin]
        for number in 1...memberCount {
            world.accounts.users.load(user(uuid(number), "user\(number)@example.com"))
            var member = Capgo.Member()
            member.user = uuid(number)
            member.role = Capgo.Role(number == 2 ? .admin : .read)
            members.append(member)
        }
        for id in [Self.organization, "other"] {
            var organization = Capgo.Organization()
            organization.id = id
            organization.name = "Crowd"
            organization.members = members
            organization.createdBy = user
            organization.createdAt = time
            world.capgo.organizations.load(organization)
        }
        world.capgo.apiKeys.load(capgoKey(1, "ada_all"))
        for (id, number, key) in [(2, 1, "first"), (3, 2, "second"), (4, memberCount, "last")] {
            var row = capgoKey(id, key)
            row.userID = uuid(number)
            world.capgo.apiKeys.load(row)
        }
        return finished(world)
    }

    static let capydb = makeCapydb(rowCount)

    static func makeCapydb(_ rowCount: Int) -> World {
        var world = base()
        var organization = CapyDB.Organization()
        organization.id = "org_ours"
        organization.name = "Ours"
        organization.slug = "ours"
        organization.createdAt = time
        world.capydb.organizations.load(organization)
        world.capydb.members.load(capydbMember(user, .admin))
        world.capydb.apiKeys.load(capydbKey("key_all", "capy_live_fake", project: nil))
        for number in 1...rowCount {
            world.accounts.users.load(user(uuid(number), "user\(number)@example.com"))
            loadCapyDBRows(number, in: &world)
        }
        return finished(world)
    }

    private static func capydbMember(_ user: String, _ role: CapyDB.Member.Role) -> CapyDB.Member {
        var member = CapyDB.Member()
        member.organizationID = "org_ours"
        member.user = user
        member.role = role
        member.createdAt = time
        return member
    }

    private static func capydbKey(_ id: String, _ key: String, project: String?) -> CapyDB.APIKey {
        var row = CapyDB.APIKey()
        row.id = id
        row.organizationID = "org_ours"
        row.name = "Key"
        row.key = key
        row.scopes = [project == nil ? "*" : "projects:read"]
        row.isManager = project == nil
        row.projectID = project
        row.createdAt = time
        row.lastUsedAt = time
        return row
    }

    private static func loadCapyDBRows(_ number: Int, in world: inout World) {
        world.capydb.members.load(capydbMember(uuid(number), .member))
        world.capydb.apiKeys.load(
            capydbKey("key_\(number)", "capy_live_fake\(number)", project: "prj_1"))
        var project = Project()
        project.id = "prj_\(number)"
        project.organizationID = "org_ours"
        project.name = "Project"
        project.slug = "project-\(number)"
        project.databaseName = "database_\(number)"
        project.roleName = "role_\(number)"
        project.createdAt = time
        world.capydb.projects.load(project)
        var session = Session()
        session.token = "session_\(number)"
        session.user = user
        session.organizationID = "org_ours"
        session.createdAt = time
        world.capydb.sessions.load(session)
        var login = LoginSession()
        login.id = "cli_\(number)"
        login.pollToken = "poll_\(number)"
        login.name = "Device"
        login.scopes = ["*"]
        login.createdAt = time
        login.expiresAt = Timestamp(milliseconds: time.milliseconds + 600_000)
        world.capydb.loginSessions.load(login)
    }
}

/// Ends the loading of every table, so that the world may be copied.
private struct LoadingFinisher: TableVisitor, SectionVisitor {
    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        state.visitTables(&self)
        state.finishLoading()
    }

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        table.finishLoading()
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {}
}
