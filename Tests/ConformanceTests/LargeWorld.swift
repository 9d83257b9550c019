import Cavos
import Emulation
import Sandboxes
import Testing

/// Worlds in which one account has very many rows of each kind.
enum LargeWorld {
    static let rowCount = 8_000

    static let user = "aaaaaaaa-0000-4000-8000-00000000000a"
    static let organization = "aaaaaaaa-0000-4000-8000-000000000001"

    private static let time = Timestamp(milliseconds: 1_770_000_000_000)

    static func uuid(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "11111111-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    private static func base() -> World {
        var world = World()
        var user = User()
        user.id = Self.user
        user.email = "ada@example.com"
        world.accounts.users.load(user)
        return world
    }

    private static func finished(_ world: World) -> World {
        var world = world
        var finisher = LoadingFinisher()
        world.accounts.visitTables(&finisher)
        world.visitSections(&finisher)
        return world
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
        organization.owner = id == Self.organization ? user : "nobody"
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
}

/// Ends the loading of every table, so that the world may be copied.
private struct LoadingFinisher: TableVisitor, SectionVisitor {
    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        state.visitTables(&self)
    }

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        table.finishLoading()
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {}
}
