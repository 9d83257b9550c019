/// The small world in which the Cavos contract is tested; every id and key says what it is for.
enum CavosWorld {
    static let organization = "11111111-1111-4111-8111-111111111111"
    static let otherOrganization = "22222222-2222-4222-8222-222222222222"
    static let fullOrganization = "33333333-3333-4333-8333-333333333333"
    static let ratedOrganization = "44444444-4444-4444-8444-444444444444"
    static let deletedOrganization = "55555555-5555-4555-8555-555555555555"
    static let unknownOrganization = "99999999-9999-4999-8999-999999999999"

    static let key = "cav_fake_good"
    static let revokedKey = "cav_fake_revoked"
    static let fullKey = "cav_fake_full"
    static let ratedKey = "cav_fake_rated"
    static let orphanKey = "cav_fake_orphan"

    static let user = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"
    static let keyID = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb"
    static let appID = "cccccccc-cccc-4ccc-8ccc-cccccccccccc"

    static let seed = text(options: "{}")

    /// The same world, in which an organization that exists nowhere is answered as the page reads to a newcomer.
    static let seedWithNotFound = text(options: #"{"unknown_organization":"not_found"}"#)

    private static func text(options: String) -> String {
        let apps = (0..<10).map { #"{"organization_id":"\#(fullOrganization)","name":"App \#($0)"}"# }
        return """
            {"version":1,
             "plans":[{"service":"cavos","id":"rated","app_limit":5,"requests_per_minute":2}],
             "users":[
              {"id":"\(user)","email":"ada@example.com"},
              {"email":"full@example.com"},
              {"email":"rated@example.com","plans":{"cavos":"rated"}}],
             "cavos":{
              "organizations":[
               {"id":"\(organization)","name":"Good","owner":"ada@example.com","created_at":"2026-01-01T00:00:00Z"},
               {"id":"\(otherOrganization)","name":"Other","owner":"ada@example.com","created_at":"2026-01-02T00:00:00Z"},
               {"id":"\(fullOrganization)","name":"Full","owner":"full@example.com","created_at":"2026-01-03T00:00:00Z"},
               {"id":"\(ratedOrganization)","name":"Rated","owner":"rated@example.com","created_at":"2026-01-04T00:00:00Z"}],
              "api_keys":[
               {"id":"\(keyID)","organization_id":"\(organization)","name":"Good","key":"\(key)"},
               {"organization_id":"\(organization)","name":"Revoked","key":"\(revokedKey)","is_active":false},
               {"organization_id":"\(fullOrganization)","name":"Full","key":"\(fullKey)"},
               {"organization_id":"\(ratedOrganization)","name":"Rated","key":"\(ratedKey)"},
               {"organization_id":"\(deletedOrganization)","name":"Orphan","key":"\(orphanKey)","organization_deleted":true}],
              "apps":[\(apps.joined(separator: ",")),
               {"id":"\(appID)","organization_id":"\(otherOrganization)","name":"Known"}],
              "options":\(options)}}
            """
    }
}
