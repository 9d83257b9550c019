package import Emulation

/// Choices where the real service has changed over time: seed member `capydb.options`.
package struct CapyDBOptions: Fields, Equatable {
    /// Which scopes a key can have.
    package enum Scopes: String, StringEnum {
        /// The documented scopes.
        case strict
        /// Any string, as in the older service.
        case any
    }

    package var scopes = Scopes.strict

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("scopes", &scopes)
    }
}
