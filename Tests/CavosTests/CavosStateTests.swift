import Emulation
import HTTP
import Testing

@testable import Cavos

struct CavosStateTests {
    private func state(organizations: [(id: String, owner: String)], apps: [String]) -> CavosState {
        var state = CavosState()
        for (id, owner) in organizations {
            var organization = Organization()
            (organization.id, organization.owner) = (id, owner)
            state.organizations.put(organization)
        }
        for (number, organization) in apps.enumerated() {
            var app = App()
            (app.id, app.organizationID, app.isActive) = ("\(number)", organization, number.isMultiple(of: 2))
            state.apps.put(app)
        }
        state.finishLoading()
        return state
    }

    @Test func `all apps of all organizations of an owner count, inactive ones too`() {
        let state = state(
            organizations: [("a", "ada"), ("b", "ada"), ("c", "grace"), ("d", "linus")],
            apps: ["a", "a", "b", "c", "a", "gone"])
        #expect(state.appCounts["ada"] == 4)
        #expect(state.appCounts["grace"] == 1)
        #expect(state.appCounts["linus"] == 0)
        #expect(state.appCounts["nobody"] == 0)
        #expect(CavosService.quotaUsage(of: "ada", in: state) == 4)
    }

    @Test func `requests count for the owner of the key's organization`() {
        let state = state(organizations: [("a", "ada")], apps: [])
        var key = APIKey()
        key.organizationID = "a"
        #expect(CavosService.rateLimitedUser(for: key, in: state) == "ada")
        key.organizationID = "gone"
        #expect(CavosService.rateLimitedUser(for: key, in: state) == nil)
    }

    @Test func `the example uses the first key that is good for it`() {
        var state = CavosState()
        #expect(CavosService.exampleCommand(baseURL: "http://localhost:4100", state: state) == nil)
        for (id, isActive, isOrphan) in [("1", false, false), ("2", true, true), ("3", true, false)] {
            var key = APIKey()
            (key.id, key.key, key.organizationID) = (id, "cav_\(id)", "o\(id)")
            (key.isActive, key.organizationDeleted) = (isActive, isOrphan)
            state.apiKeys.put(key)
        }
        #expect(
            CavosService.exampleCommand(baseURL: "http://localhost:4100", state: state) == #"""
                curl -X POST http://localhost:4100/api/v1/apps \
                  -H 'Authorization: Bearer cav_3' \
                  -H 'Content-Type: application/json' \
                  -d '{"name":"My App","organization_id":"o3"}'
                """#)
    }
}
