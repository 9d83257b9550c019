package import Capgo
package import CapyDB
package import Cavos
package import Emulation

/// All stored state of one sandbox: a value, so that a copy is a fork, a snapshot or a rollback point.
package struct World: Sendable {
    package var accounts = Accounts()
    package var cavos = CavosState()
    package var capgo = CapgoState()
    package var capydb = CapyDBState()
    /// The stream of the ids and keys of all services.
    package var identifiers = IdentifierSource(seed: 0)

    /// An empty world with the documented plans.
    package init() {
        for plan in Self.documentedPlans { accounts.plans.load(plan) }
    }

    /// Whether something changed since the changes were last drained.
    package var hasChanges: Bool {
        mutating get {
            accounts.hasChanges || cavos.hasChanges || capgo.hasChanges || capydb.hasChanges
        }
    }

    static let documentedPlans = AnyService.all.flatMap(\.documentedPlans)

    /// Shows the state of each service in the order of the seed.
    package mutating func visitSections(_ visitor: inout some SectionVisitor) {
        visitor.section(CavosService.name, &cavos)
        visitor.section(CapgoService.name, &capgo)
        visitor.section(CapyDBService.name, &capydb)
    }
}

/// Visits the state of each service of a world.
package protocol SectionVisitor {
    /// Visits the state of one service.
    mutating func section<State: ServiceState>(_ name: String, _ state: inout State)
}
