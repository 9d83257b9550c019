import Emulation
import JSON
import Testing

struct AccountsTests {
    private static let documented = [
        Plan(service: "cavos", id: "developer", appLimit: 10),
        Plan(service: "cavos", id: "growth", appLimit: 30, requestsPerMinute: 9),
        Plan(service: "capgo", id: "standard", requestsPerMinute: 100),
    ]

    private func load(_ text: String) throws -> (accounts: Accounts, problems: [String]) {
        var seed = try SeedReader(
            Array(text.utf8), sections: [], identifiers: IdentifierSource(seed: 1),
            now: Timestamp(milliseconds: 0))
        var accounts = Accounts()
        accounts.load(from: &seed, documentedPlans: Self.documented)
        return (accounts, seed.finish(sections: []).listed.map(\.problem.message))
    }

    @Test func `the documented plans are there without being listed`() throws {
        let accounts = try load("{}").accounts
        #expect(Array(accounts.plans.all) == Self.documented)
        #expect(accounts.planNames(on: "cavos") == ["developer", "growth"])
        #expect(accounts.planNames(on: "x") == [])
        #expect(!accounts.hasChanges)
    }

    @Test func `a listed plan keeps what it does not say as documented, and null is unlimited`()
        throws
    {
        let (accounts, problems) = try load(
            """
            {"plans":[{"service":"cavos","id":"growth","app_limit":null},{"service":"cavos","id":"own"},
             {"service":"capgo","id":"standard","requests_per_minute":0}]}
            """)
        #expect(problems == [])
        #expect(
            Array(accounts.plans.all) == [
                Plan(service: "cavos", id: "developer", appLimit: 10),
                Plan(service: "cavos", id: "growth", requestsPerMinute: 9),
                Plan(service: "capgo", id: "standard", requestsPerMinute: 0),
                Plan(service: "cavos", id: "own"),
            ])
    }

    @Test func `a user is found by id and by e-mail in any case`() throws {
        let id = "7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01"
        let accounts = try load(#"{"users":[{"id":"\#(id)","email":"Ada@Example.com"}]}"#).accounts
        #expect(accounts.user(named: id)?.email == "Ada@Example.com")
        #expect(accounts.user(named: "aDA@example.COM")?.id == id)
        #expect(accounts.user(named: "grace@example.com") == nil)
        #expect(accounts.user(named: "") == nil)
    }

    @Test
    func `a cached plan is found anew for another user, another service and changed accounts`()
        throws
    {
        var accounts = try load("{}").accounts
        var ada = User()
        ada.id = "ada"
        ada.email = "ada@example.com"
        ada.plans = ["cavos": "growth"]
        accounts.users.load(ada)
        var cache = PlanCache()
        func plan(_ user: String, _ service: String = "cavos") -> String {
            cache.plan(of: user, on: service, default: "developer", in: accounts).planID
        }
        #expect(
            [plan("ada"), plan("ada"), plan("grace"), plan("ada")] == [
                "growth", "growth", "developer", "growth",
            ])
        #expect(
            cache.plan(of: "ada", on: "capgo", default: "standard", in: accounts).planID
                == "standard")
        #expect(plan("ada") == "growth")
        accounts.users.update("ada") { $0.plans = [:] }
        #expect(plan("ada") == "developer")
    }

    @Test(arguments: [
        ("ada", "growth"), ("grace", "developer"), ("nobody", "developer"), ("lost", "developer"),
    ])
    func `an unknown user or plan counts as the default one`(user: String, plan: String) throws {
        var accounts = try load("{}").accounts
        for (id, plan) in [("ada", "growth"), ("lost", "gone")] {
            var user = User()
            user.id = id
            user.email = id
            user.plans = ["cavos": plan]
            accounts.users.load(user)
        }
        #expect(accounts.plan(of: user, on: "cavos", default: "developer").planID == plan)
    }

    @Test(arguments: [
        (
            #"{"plans":[{"service":"cavso","id":"x"}]}"#,
            [#"plans[0].service is "cavso", expected one of "capgo", "cavos""#]
        ),
        (
            #"{"plans":[{"id":"x"}]}"#,
            ["plans[0].service is missing, expected a string that is not blank"]
        ),
        (
            #"{"plans":[{"service":"cavos"}]}"#,
            ["plans[0].id is missing, expected a string that is not blank"]
        ),
        (
            #"{"plans":[{"service":"cavos","id":"x"},{"service":"capgo","id":"x"},{"service":"cavos","id":"x"}]}"#,
            [
                #"plans[2].id is "x", expected a unique value"#
            ]
        ),
        (
            #"{"plans":[{"service":"cavos","id":"x","app_limit":-1}]}"#,
            [
                "plans[0].app_limit is -1, expected a non-negative integer"
            ]
        ),
        (
            #"{"users":[{}]}"#,
            [
                #"users[0].email is missing, expected an e-mail address such as "ada@example.com""#
            ]
        ),
        (
            #"{"users":[{},{},7]}"#,
            [
                #"users[0].email is missing, expected an e-mail address such as "ada@example.com""#,
                #"users[1].email is missing, expected an e-mail address such as "ada@example.com""#,
                "users[2] is 7, expected an object",
            ]
        ),
        (
            #"{"users":[{"email":"a@b.c"},{"email":"A@B.C"}]}"#,
            [
                #"users[1].email is "A@B.C", expected a unique value"#
            ]
        ),
        (
            #"{"users":[{"email":"a@b.c","id":"7"}]}"#,
            [
                #"users[0].id is "7", expected a UUID such as "7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01""#
            ]
        ),
        (
            #"{"users":[{"email":"a@b.c","plans":{"cavos":"huge","capgo":"standard"}}]}"#,
            [
                #"users[0].plans.cavos is "huge", expected a plan that exists (capgo "standard", "#
                    + #"cavos "developer", cavos "growth"), or one that is listed under plans"#
            ]
        ),
        (
            #"{"users":[{"email":"a@b.c","plans":{"cavos":1}}]}"#,
            [
                "users[0].plans.cavos is 1, expected a string"
            ]
        ),
    ])
    func `what is wrong with plans and users is said`(text: String, problems: [String]) throws {
        #expect(try load(text).problems == problems)
    }
}
