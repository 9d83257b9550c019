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

    /// Which version of the public API is served.
    package enum Version: String, StringEnum {
        /// As the page of August 2026 prints it: keys without `manager`.
        case august2026 = "2026-08"
        case september2026 = "2026-09"
    }

    package var scopes = Scopes.strict
    package var contract = Version.september2026

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("scopes", &scopes)
        visitor.field("contract", &contract)
    }
}
