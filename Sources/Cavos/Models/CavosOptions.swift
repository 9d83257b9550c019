package import Emulation

/// Choices that the vendor's page leaves open: seed member `cavos.options`.
package struct CavosOptions: Fields, Equatable {
    /// The answer to a request with the id of an organization that does not exist.
    package enum UnknownOrganization: String, StringEnum {
        /// 403, as observed at the real service: ids are compared before the look-up.
        case forbidden
        /// 404, according to the page.
        case notFound = "not_found"
    }

    package var unknownOrganization = UnknownOrganization.forbidden

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("unknown_organization", &unknownOrganization, .optional(UnknownOrganization.format))
    }
}
