package import Emulation

/// How the emulated service reads what has changed over time: seed member `capydb.options`.
package struct CapyDBOptions: Members, Equatable {
    /// Which scopes a key can be given.
    package enum Scopes: String, MemberChoice {
        /// Those that are documented.
        case strict
        /// Any text, as the older service took it.
        case any
    }

    package var scopes = Scopes.strict

    package init() {}

    package mutating func visitMembers(_ visitor: inout some MemberVisitor) {
        visitor.member("scopes", &scopes)
    }
}
