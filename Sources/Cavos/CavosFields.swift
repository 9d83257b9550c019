internal import Emulation
internal import JSON

/// The members of request bodies and the query items that Cavos reads.
enum CavosFields {
    /// An app's name, trimmed.
    static let name = RequestField<String>(
        "name", .nonBlank, missing: Refused(.nameRequired), wrong: Refused(.nameRequired)
    ) { value in
        value.string.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
    }
    static let organizationID = RequestField<String>(
        "organization_id", .uuid, missing: Refused(.organizationIDRequired),
        wrong: Refused(.organizationIDRequired)
    ) { value in
        value.string.flatMap { $0.isEmpty ? nil : $0 }
    }
    /// A description, trimmed; a blank one counts as omitted.
    static let description = RequestField<String>(
        "description", .string, wrong: Refused(.descriptionNotText)
    ) {
        $0.string?.trimmed
    }
    /// Query: the organization whose entries a list has.
    static let organizationFilter = RequestField<String>(
        "organization_id", .string, wrong: Refused(.organizationNotFound)
    ) { $0.string }
    /// Query: whether to keep the keys of a deleted organization.
    static let keepsKeys = RequestField<Bool>(
        "keep_keys", .boolean, wrong: Refused(.keepKeysNotBoolean)
    ) { value in
        switch value.string {
        case "true": true
        case "false": false
        default: nil
        }
    }
}
