package import Emulation

/// A Capgo organization: seed list `capgo.organizations`.
package struct Organization: Entity {
    /// Finds organizations by the users who have accepted a role in them.
    package struct Indexes: RowIndexes {
        /// `byMember` as it is after a deletion, as far as the turns so far have made it.
        ///
        /// The deletion replaces `byMember` by it, so other requests find all members or none.
        private struct Successor: Equatable {
            let rowID: RowID
            var byMember: Index<String>
        }

        package private(set) var byMember = Index<String>()
        private var successor: Successor?

        package init() {}

        /// Whether an organization is being deleted in several turns.
        var hasSuccessor: Bool { successor != nil }

        package mutating func apply(_ change: RowChange<Organization>) {
            if let new = change.new, new.withdrawnCount > 0 {
                withdraw(change, new)
            } else if let old = change.old, old.withdrawnCount > 0 {
                finish(change, old)
            } else {
                applyMembers(change)
            }
        }

        private mutating func applyMembers(_ change: RowChange<Organization>) {
            // Finding out that the same array has the same members costs the same at any length.
            if let old = change.old, let new = change.new, old.createdAt == new.createdAt,
                old.members == new.members
            {
                return
            }
            byMember.apply(change, byEach: { $0.confirmed($0.members[...]) }, at: \.createdAt)
            successor?.byMember.apply(
                change, byEach: { $0.confirmed($0.members[...]) }, at: \.createdAt)
        }

        /// Removes the next members from the successor.
        private mutating func withdraw(_ change: RowChange<Organization>, _ new: Organization) {
            var start = change.old?.withdrawnCount ?? 0
            if successor?.rowID != change.rowID || start == 0 {
                precondition(successor == nil, "two organizations are being deleted at a time")
                applyMembers(change)
                start = 0
                successor = Successor(rowID: change.rowID, byMember: byMember)
            }
            remove(start..<new.withdrawnCount, of: new, change.rowID)
        }

        /// Ends a deletion: the organization was deleted, or its members have changed.
        private mutating func finish(_ change: RowChange<Organization>, _ old: Organization) {
            guard change.new == nil else {
                successor = nil
                return applyMembers(change)
            }
            remove(old.withdrawnCount..<old.members.count, of: old, change.rowID)
            if let successor { byMember = successor.byMember }
            successor = nil
        }

        private mutating func remove(
            _ range: Range<Int>, of organization: Organization, _ rowID: RowID
        ) {
            successor?.byMember.apply(
                RowChange(rowID, from: organization, to: nil),
                byEach: { $0.confirmed($0.members[range]) },
                at: \.createdAt)
        }
    }

    package static let listName = "organizations"

    /// A UUID; a seed may use any string, such as `org_123` of the vendor's page.
    package var id = ""
    package var name = ""
    package var members: [Member] = [] {
        didSet { withdrawnCount = 0 }
    }
    /// How many of the first members a deletion has already removed from `Indexes.Successor`.
    ///
    /// Not stored: a deletion that a crash interrupts has not happened.
    private(set) var withdrawnCount = 0
    /// The id of the user who created it.
    package var createdBy = ""
    package var createdAt = Timestamp.unset
    package var updatedAt = Timestamp.unset
    package var logo: String?
    package var managementEmail = ""
    package var customerID: String?

    package init() {}

    package var deleted: Organization {
        var organization = self
        organization.members = []
        return organization
    }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .optional(.nonBlank))
        visitor.field("name", &name, .required(.nonBlank))
        visitor.list("members", &members, .required)
        visitor.field("created_by", &createdBy, .optional(.nonBlank))
        visitor.field("created_at", &createdAt)
        visitor.field("updated_at", &updatedAt)
        visitor.field("logo", &logo)
        visitor.field("management_email", &managementEmail, .optional(.email))
        visitor.field("customer_id", &customerID)
    }

    /// The users among some members who have accepted their role.
    private func confirmed(_ members: ArraySlice<Member>) -> [String] {
        members.compactMap { $0.role.isPending ? nil : $0.user }
    }

    /// The number of members that a deletion has not yet withdrawn.
    var remainingCount: Int { members.count - withdrawnCount }

    /// Withdraws the next members: see `withdrawnCount`.
    mutating func withdraw(_ count: Int) {
        withdrawnCount += min(count, remainingCount)
    }

    /// The role of a user, also while it is pending; nil for users who are no members.
    func role(of user: String) -> Role? {
        members.first { $0.user == user }?.role
    }

    var superAdminCount: Int {
        members.count { $0.role == Role(.superAdmin) }
    }
}

extension Organization: APIObject {
    package static let example = Organization()

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("id", id)
        visitor.field("created_by", createdBy)
        visitor.field("created_at", createdAt)
        visitor.field("updated_at", updatedAt)
        visitor.field("logo", logo)
        visitor.field("name", name)
        visitor.field("management_email", managementEmail)
        visitor.field("customer_id", customerID)
    }
}
