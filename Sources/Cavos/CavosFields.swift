internal import Emulation
internal import JSON

/// The members of request bodies and the query items that Cavos reads.
enum CavosFields {
    /// An app's name, trimmed.
    static let name = requiredText("name", missing: .nameRequired)
    static let organizationID = RequestField<String>(
        "organization_id", .string, missing: Refused(.organizationIDRequired), wrong: Refused(.organizationIDRequired)
    ) { value in
        value.string.flatMap { $0.isEmpty ? nil : $0 }
    }
    /// A description, trimmed; a blank one counts as omitted.
    static let description = RequestField<String>("description", .string, wrong: Refused(.descriptionNotText)) {
        $0.string?.trimmed
    }
    static let isActive = RequestField<Bool>(
        "is_active", .boolean, missing: Refused(.isActiveRequired), wrong: Refused(.isActiveRequired)
    ) { $0.bool }
    static let keyName = requiredText("name", missing: .keyNameRequired)
    static let organizationName = requiredText("name", missing: .organizationNameRequired)
    /// The id or the e-mail address of a user.
    static let owner = RequestField<String>("owner", .string, wrong: Refused(.ownerNotFound), null: .value) {
        $0.string
    }
    static let plan = RequestField<String>("plan", .string, wrong: Refused(.unknownPlan)) { $0.string }

    /// Query: the organization whose entries a list has.
    static let organizationFilter = RequestField<String>(
        "organization_id", .string, wrong: Refused(.organizationNotFound)
    ) { $0.string }
    /// Query: whether to keep the keys of a deleted organization.
    static let keepsKeys = RequestField<Bool>("keep_keys", .boolean, wrong: Refused(.keepKeysNotBoolean)) { value in
        switch value.string {
        case "true": true
        case "false": false
        default: nil
        }
    }

    private static func requiredText(_ name: String, missing: Refusal) -> RequestField<String> {
        RequestField(name, .string, missing: Refused(missing), wrong: Refused(missing)) { value in
            value.string.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
        }
    }
}
