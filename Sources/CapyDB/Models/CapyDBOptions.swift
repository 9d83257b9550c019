package import Emulation

/// How the emulated service reads what has changed over time: seed member `capydb.options`.
package struct CapyDBOptions: Fields, Equatable {
    /// Which scopes a key can be given.
    package enum Scopes: String, StringEnum {
        /// Those that are documented.
        case strict
        /// Any text, as the older service took it.
        case any
    }

    package var scopes = Scopes.strict

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("scopes", &scopes)
    }
}
