import ControlPlane
import UnderstudyTesting

/// The small world that the control plane's tests steer.
enum ControlWorld {
    static let ada = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"
    static let grace = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb"
    static let organization = "11111111-1111-4111-8111-111111111111"
    static let key = "cav_fake_rated"

    static let seed = """
        {"version":1,
         "plans":[{"service":"cavos","id":"rated","app_limit":5,"requests_per_minute":2}],
         "users":[
          {"id":"\(ada)","email":"ada@example.com","plans":{"cavos":"rated"}},
          {"id":"\(grace)","email":"grace@example.com"}],
         "cavos":{
          "organizations":[{"id":"\(organization)","name":"Good","owner":"ada@example.com"}],
          "api_keys":[{"organization_id":"\(organization)","name":"Rated","key":"\(key)"}],
          "apps":[{"organization_id":"\(organization)","name":"App"}]}}
        """

    static func client(_ requestGuard: RequestGuard = RequestGuard()) throws -> InProcessClient {
        try InProcessClient(seed: seed, requestGuard: requestGuard)
    }

    /// A request that counts against Ada's rate limit.
    static let counted = Wire("POST /api/v1/apps", ["Authorization: Bearer \(key)"])
}
