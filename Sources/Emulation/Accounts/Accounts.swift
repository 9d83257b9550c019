/// The users and plans that all services of a sandbox share.
///
/// One reference, because every call of an operation carries them: two tables would cost it
/// dozens of reference counts.
package struct Accounts: Sendable {
    private struct Tables: Sendable {
        var plans = Table<Plan>()
        var users = Table<User>()
    }

    /// Tables that never change: a change replaces the box.
    ///
    /// So reading needs no check for exclusive access.
    private final class Box: Sendable {
        let tables: Tables

        init(_ tables: consuming Tables) {
            self.tables = tables
        }

        static let empty = Box(Tables())
    }

    private var box = Box.empty

    package init() {}

    package var plans: Table<Plan> {
        _read { yield box.tables.plans }
        _modify {
            var tables = takeTables()
            defer { box = Box(tables) }
            yield &tables.plans
        }
    }

    package var users: Table<User> {
        _read { yield box.tables.users }
        _modify {
            var tables = takeTables()
            defer { box = Box(tables) }
            yield &tables.users
        }
    }

    /// Moves the tables out, so that a change of them copies nothing that only they refer to.
    private mutating func takeTables() -> Tables {
        let tables = box.tables
        box = Box.empty
        return tables
    }

    /// Whether both are the same value, unchanged since one was copied from the other.
    func isIdentical(to other: Accounts) -> Bool { box === other.box }

    /// Finds a user by id or e-mail address.
    package func user(named text: String) -> User? {
        users[text] ?? users.indexes.byEmail[text.lowercased()].flatMap { users[$0] }
    }

    /// Returns a user's plan on a service; an unknown user or plan counts as the default one.
    package func plan(of user: String, on service: String, default defaultPlan: String) -> Plan {
        let name = users.read(user) { Self.plan(of: $0, on: service) } ?? nil
        if let name, let plan = plans[Plan.ID(service: service, id: name)] { return plan }
        return plans[Plan.ID(service: service, id: defaultPlan)]
            ?? Plan(service: service, id: defaultPlan)
    }

    /// A user has a few plans: comparing their services costs less than hashing one.
    private static func plan(of user: User, on service: String) -> String? {
        for (name, plan) in user.plans where name.text == service { return plan }
        return nil
    }

    /// The names of a service's plans, sorted.
    package func planNames(on service: String) -> [String] {
        plans.all.filter { $0.service == service }.map { ByteString($0.planID) }.sorted().map(
            \.text)
    }

    /// Whether there are changes since the last draining.
    package var hasChanges: Bool {
        plans.hasChanges || users.hasChanges
    }

    /// Passes each table to the visitor, in the order of the seed.
    package mutating func visitTables(_ visitor: inout some TableVisitor) {
        visitor.table(&plans)
        visitor.table(&users)
    }

    /// Loads the documented plans, then the plans and users of a seed; its plans may replace them.
    package mutating func load(from seed: inout SeedReader, documentedPlans: [Plan]) {
        for plan in documentedPlans { plans.load(plan) }
        var listed: Set<Plan.ID> = []
        seed.list(nil, Plan.self) { plan, seed in
            if !listed.insert(plan.id).inserted { seed.reportDuplicate("id") }
            load(plan, from: &seed, documentedPlans: documentedPlans)
        }
        seed.list(nil, User.self) { user, seed in load(user, from: &seed) }
    }

    /// Replaces the documented plan of the same name; omitted members keep the documented values.
    private mutating func load(_ listed: Plan, from seed: inout SeedReader, documentedPlans: [Plan]) {
        let services = Set(documentedPlans.map { ByteString($0.service) }).sorted().map(\.text)
        guard services.contains(listed.service) else {
            return seed.report("service", FieldFormat.oneOf(services).expectation)
        }
        var plan = listed
        if let documented = documentedPlans.first(where: { $0.id == listed.id }) {
            if !seed.has("app_limit") { plan.appLimit = documented.appLimit }
            if !seed.has("requests_per_minute") {
                plan.requestsPerMinute = documented.requestsPerMinute
            }
        }
        let limitsApps = documentedPlans.contains {
            $0.service == plan.service && $0.appLimit != nil
        }
        if plan.appLimit != nil && !limitsApps {
            seed.report("app_limit", "nothing: the service does not limit apps")
        }
        plans.load(plan)
    }

    private mutating func load(_ listed: User, from seed: inout SeedReader) {
        var user = listed
        seed.fillIn(&user.id) { users.contains($0) }
        if users[user.id] != nil { seed.reportDuplicate("id") }
        if users.indexes.byEmail[user.email.lowercased()] != nil { seed.reportDuplicate("email") }
        for (service, plan) in user.plans.map({ ($0.key.text, $0.value) }).sorted(by: {
            $0.0 < $1.0
        })
        where plans[Plan.ID(service: service, id: plan)] == nil {
            let known = plans.all.map { "\($0.service) \"\($0.planID)\"" }.sorted().joined(
                separator: ", ")
            seed.report(
                service, in: "plans",
                "a plan that exists (\(known)), or one that is listed under plans")
        }
        users.load(user)
    }
}
