import Emulation
import JSON
import Sandboxes

@testable import Capgo
@testable import CapyDB

/// What a service asks of a member besides the rule that stands with the member, as the schema has to say it.
enum ServiceRule {
    /// Keywords by the path of the member; they come on top of those that follow from its type and form.
    static let keywords: [String: JSONObject] = [
        "users.plans": ["propertyNames": ["enum": .array(AnyService.all.map { .string($0.name) })]],
        "capgo.counters.last": number,
        "capgo.apps.retention": ["maximum": (App.retentionSecondsRange.upperBound - 1).json],
        "capgo.api_keys.id": number,
        "capgo.api_keys.key_hash": ["pattern": "^[0-9a-f]{64}$"],
        "capgo.bundles.id": number,
        "capgo.channels.id": number,
        "capgo.statistics.days": ["maximum": StatisticsEntry.dayCountMax.json],
        "capgo.statistics.bundles": ["additionalProperties": ["type": "number", "minimum": 0, "maximum": 1]],
        "capydb.api_keys.key": ["pattern": .string("^\(CapyDB.APIKey.prefix)[!-~]*$")],
        "capydb.api_keys.scopes": scopes,
        "capydb.login_sessions.scopes": scopes,
    ]

    private static let number: JSONObject = ["maximum": Counter.numberMax.json]
    private static let scopes: JSONObject = ["minItems": 1]
}
