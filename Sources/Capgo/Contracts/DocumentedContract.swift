package import Emulation
internal import HTTP
internal import JSON

extension CapgoService {
    /// The public API as its pages document it.
    package static let documentedContract = Contract<CapgoService>(
        id: "documented",
        routes: keyRoutes + organizationRoutes + appRoutes + bundleRoutes + channelRoutes
            + deviceRoutes
            + statisticsRoutes + healthRoutes,
        commonHeaders: CommonHeaders([.accessControlAllowOrigin: "*"]),
        refusals: CommonRefusals(
            notFound: .notFound, methodNotAllowed: .notFound, tooManyRequests: .tooManyRequests,
            internalError: .internalError, authentication: CapgoCredential.refusals),
        secrets: SecretFields(
            headers: CapgoCredential.keyFields, pathParameters: ["id"], members: ["key"]),
        identify: CapgoCredential.identify, render: render, renderRefusal: renderRefusal,
        tooManyRequests: tooManyRequests, preflight: preflight)

    /// `{"error":"…","status":"KO"}`, and the bodies that the pages print for some refusals.
    @Sendable private static func renderRefusal(
        _ message: String, _ members: [UInt8], _ refusal: Refusal?
    )
        -> [UInt8]
    {
        if refusal == .organizationForbidden {
            return JSONValue.object(["status": .string(message)]).bytes
        }
        guard let status = printedStatus(refusal) else {
            return JSONErrorBody.text(message, members: #""status":"KO""#.utf8)
        }
        return JSONValue.object(["status": .string(status), "error": .string(message)]).bytes
    }

    /// The status of the refusals of statistics, whose bodies have the two members in reverse order.
    private static func printedStatus(_ refusal: Refusal?) -> String? {
        switch refusal {
        case .invalidDates: "Invalid body"
        case .appStatisticsForbidden: "You can't access this app"
        case .organizationStatisticsForbidden: "You can't access this organization"
        case .noOrganizations: "No organizations found"
        default: nil
        }
    }

    /// Adds the end of the window, rounded up so that a request in that second is admitted.
    @Sendable private static func tooManyRequests(
        _ refusal: Refusal, _ retryAfterSeconds: Int, _ resetsAt: Timestamp
    ) -> Refused {
        let reset = resetsAt.advanced(byMilliseconds: 999).secondsSince1970
        return Refused(
            refusal,
            headers: [.retryAfter: String(retryAfterSeconds), "X-RateLimit-Reset": String(reset)])
    }

    private static let allowedHeaders = [
        "authorization", "capgkey", "capgo_api", "content-type", "x-api-key", "x-limited-key-id",
        "apisecret", "apikey", "x-client-info",
    ]

    /// All paths have the same answer to a preflight request.
    @Sendable private static func preflight(_ methods: [HTTP.Method]) -> Answer? {
        Answer(
            204, nil,
            headers: [
                .accessControlAllowMethods: "GET,HEAD,PUT,POST,DELETE,PATCH",
                .accessControlAllowHeaders: allowedHeaders.joined(separator: ", "),
            ])
    }

    /// Renders results in the shape of the API and of its console.
    @Sendable static func render(_ result: CapgoResult, _ form: AnswerForm) -> Answer {
        switch result {
        case .keys(let keys): Answer(200, Wrapped("data", keys), form)
        case .key(let key): Answer(200, key, form)
        case .newKey(let key, let plaintext):
            Answer(200, Wrapped("apikey", NewKeyAnswer(key: key, plaintext: plaintext)), form)
        case .keyDeleted: Answer(200, Wrapped("success", true), form)
        case .organizations(let organizations): Answer(200, Wrapped("data", organizations), form)
        case .allOrganizations(let organizations): Answer(200, Wrapped("data", organizations), form)
        case .organization(let organization): Answer(200, Wrapped("data", organization), form)
        case .newOrganization(let organization):
            Answer(200, StatusAnswer("Organization created", "id", organization.id), form)
        case .organizationChanged(let organization):
            Answer(200, StatusAnswer("Organization updated", "data", organization), form)
        case .organizationDeleted(let organization):
            Answer(200, StatusAnswer("Organization deleted", "id", organization.id), form)
        case .members(let members): Answer(200, Wrapped("data", members), form)
        case .member(let member): Answer(200, Wrapped("data", member), form)
        case .memberAdmitted(let member): Answer(200, StatusAnswer("OK", "data", member), form)
        case .memberRemoved: Answer(200, Wrapped("status", "OK"), form)
        case .apps(let apps): Answer(200, Wrapped("data", apps), form)
        case .app(let app): Answer(200, Wrapped("data", app), form)
        case .appWritten(let app): Answer(200, app, form)
        case .bundles(let bundles, let app):
            Answer(
                200,
                Wrapped(
                    "data",
                    bundles.map {
                        BundleAnswer(bundle: $0, ownerOrganization: app.ownerOrganization)
                    }), form)
        case .bundleSet(let bundle, let channel):
            Answer(
                200,
                StatusAnswer(
                    "success", "message", "Bundle \(bundle.name) set to channel \(channel.name)"),
                form)
        case .bundleDescribed: Answer(200, Wrapped("status", "success"), form)
        case .channels(let channels): Answer(200, Wrapped("data", channels), form)
        case .channel(let channel): Answer(200, Wrapped("data", [channel]), form)
        case .devices(let devices, let next):
            Answer(200, DevicePage(devices: devices, next: next), form)
        case .device(let device): Answer(200, device, form)
        case .allDevices(let devices): Answer(200, Wrapped("data", devices), form)
        case .deviceReported(let device): Answer(200, Wrapped("data", device), form)
        case .usage(let points): Answer(200, points, form)
        case .usageByApp(let total, let byApp):
            Answer(200, UsageBreakdown(total: total, byApp: byApp), form)
        case .dayWritten(let point): Answer(200, Wrapped("data", point), form)
        case .bundleUsage(let usage): Answer(200, usage, form)
        case .users(let users): Answer(200, Wrapped("data", users), form)
        case .user(let user): Answer(200, Wrapped("data", user), form)
        case .newBundle, .done: Answer(200, Wrapped("status", "ok"), form)
        }
    }
}
