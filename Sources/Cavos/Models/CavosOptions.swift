package import Emulation

/// How the emulated service reads what its page leaves open: seed member `cavos.options`.
package struct CavosOptions: Fields, Equatable {
    /// What a key gets for the id of an organization that exists nowhere.
    package enum UnknownOrganization: String, CaseIterable, Sendable {
        /// 403, as the real service was seen to do: ids are compared before the look-up.
        case forbidden
        /// 404, as a newcomer reads the page.
        case notFound = "not_found"
    }

    private var unknownOrganizationName = UnknownOrganization.forbidden.rawValue

    package init() {}

    package var unknownOrganization: UnknownOrganization {
        get { UnknownOrganization(rawValue: unknownOrganizationName) ?? .forbidden }
        set { unknownOrganizationName = newValue.rawValue }
    }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        let known = UnknownOrganization.allCases.map(\.rawValue)
        visitor.field("unknown_organization", &unknownOrganizationName, .optional(.oneOf(known)))
    }
}
