import HTTP
import JSON
import UnderstudyTesting

/// What the tests of sandboxes do in them.
protocol SandboxWorld {}

extension SandboxWorld {
    static var newApp: String {
        #"{"name":"Mine","organization_id":"\#(ControlWorld.organization)"}"#
    }

    func create(_ client: InProcessClient, _ body: String = "") -> Reply {
        client.control("POST /_understudy/sandboxes", body: body)
    }

    /// Creates an app in a sandbox by the public API.
    func createApp(_ client: InProcessClient, _ prefix: String) -> Reply {
        client.send(
            "POST \(prefix)/api/v1/apps", ["Authorization: Bearer \(ControlWorld.key)"],
            body: Self.newApp)
    }

    func appCount(_ client: InProcessClient, _ prefix: String) -> Int? {
        client.control("GET \(prefix)/_understudy/cavos/apps").json["apps"]?.array?.count
    }
}
