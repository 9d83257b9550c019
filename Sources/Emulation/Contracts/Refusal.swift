/// One kind of error answer, declared once with everything that the wire shows.
///
/// A service declares its refusals as static members of an extension of this type, so that an operation throws
/// `Refused(.appNotFound)`. Each route lists the refusals that it can give: whatever describes a contract reads them
/// there, and a test fails when a route gives a refusal that it does not list.
@usableFromInline
package struct Refusal: Hashable, Sendable {
    /// Names the refusal in the request log, in fault rules and in coverage, such as `appNotFound`.
    package let name: String
    package let status: Int
    /// The exact sentence; a part in angle brackets, such as `<scope>`, is replaced by the subject of the refusal;
    /// of several such parts, all from the first to the last.
    package let message: String
    package let basis: Basis

    package init(_ name: String, _ status: Int, _ message: String, _ basis: Basis) {
        self.name = name
        self.status = status
        self.message = message
        self.basis = basis
    }
}
