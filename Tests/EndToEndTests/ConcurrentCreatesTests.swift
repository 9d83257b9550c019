import Foundation
import Testing
import UnderstudyTesting

@Suite struct ConcurrentCreatesTests {
    private static let organization = "11111111-1111-4111-8111-111111111111"
    private static let seed = """
        {"version":1,"users":[{"email":"ada@example.com"}],
         "cavos":{"organizations":[{"id":"\(organization)","name":"Empty","owner":"ada@example.com"}],
                  "api_keys":[{"organization_id":"\(organization)","name":"CI","key":"cav_fake_concurrent"}]}}
        """

    /// In a process of its own, with a limit of its own: a thousand connections are more than many systems allow.
    @Test func `of a thousand simultaneous creates on an empty developer account ten pass`() async {
        await #expect(processExitsWith: .success) {
            try Self.createSimultaneously()
        }
    }

    private static func createSimultaneously() throws {
        raiseDescriptorLimit()
        let file = try TemporaryFile(seed)
        let server = try RunningServer(["--seed", file.path])
        let wire = Wire(
            "POST /api/v1/apps", ["Authorization: Bearer cav_fake_concurrent"],
            body: #"{"name":"My App","organization_id":"\#(organization)"}"#)
        let replies = try SimultaneousClients.send(wire, count: 1000, port: server.port)
        #expect(replies.count { $0.status == 201 } == 10)
        let refused = replies.filter { $0.status == 429 }
        #expect(refused.count == 990)
        let sentence = #"{"error":"App limit reached for your plan","tier":"developer","limit":10,"current":10}"#
        #expect(refused.allSatisfy { $0.body == sentence })
        #expect(try server.stop() == 0)
    }
}

/// Allows this process as many descriptors as the system lets it have.
private func raiseDescriptorLimit() {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    unsafe getrlimit(resource, &limit)
    limit.rlim_cur = limit.rlim_max
    unsafe setrlimit(resource, &limit)
}
