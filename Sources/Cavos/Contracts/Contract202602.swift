package import Emulation
internal import HTTP

extension CavosService {
    /// The public API as its page of February 2026 documents it: one endpoint.
    package static let contract202602 = Contract<CavosService>(
        id: "2026-02",
        routes: [
            Route(
                .post, "/api/v1/apps", "createApp", .write(CavosOperations.createApp),
                body: [CavosFields.name, CavosFields.organizationID, CavosFields.description],
                refusals: [
                    .invalidJSON, .organizationIDNotUUID, .foreignOrganization,
                    .organizationNotFound, .appLimitReached,
                ])
        ],
        commonHeaders: commonHeaders, refusals: commonRefusals,
        secrets: SecretFields(headers: ["Authorization"]), identify: CavosCredential.identify,
        render: render,
        preflight: { methods in
            methods.isEmpty
                ? nil : Answer(204, nil, headers: [.allow: methods.adding(.options).allowValue])
        })

    static let commonRefusals = CommonRefusals(
        notFound: .notFound, methodNotAllowed: .methodNotAllowed, tooManyRequests: .tooManyRequests,
        internalError: .internalError, authentication: CavosCredential.refusals)

    /// The CORS fields of every answer of the real service (observed).
    private static let commonHeaders = CommonHeaders([
        .accessControlAllowOrigin: "*",
        .accessControlAllowMethods: "GET,DELETE,PATCH,POST,PUT,OPTIONS",
        .accessControlAllowHeaders: "Authorization, Content-Type, X-Requested-With",
    ])

    /// Renders results in the shape of the API and of its dashboard.
    @Sendable static func render(_ result: CavosResult, _ form: AnswerForm) -> Answer {
        switch result {
        case .app(let app): Answer(200, Wrapped("app", app), form)
        case .newApp(let app): Answer(201, Wrapped("app", app), form)
        case .apps(let apps): Answer(200, Wrapped("apps", apps), form)
        case .newKey(let key): Answer(201, NewKeyAnswer(key: key), form)
        case .keys(let keys): Answer(200, Wrapped("keys", keys), form)
        case .newOrganization(let organization):
            Answer(201, Wrapped("organization", organization), form)
        case .organizations(let organizations):
            Answer(200, Wrapped("organizations", organizations), form)
        case .user(let user, let plan):
            Answer(200, Wrapped("user", UserAnswer(user: user, plan: plan)), form)
        case .done: Answer(200, Wrapped("success", true), form)
        }
    }
}
