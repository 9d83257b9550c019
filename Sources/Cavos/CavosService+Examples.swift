package import Emulation
internal import HTTP
internal import JSON

extension CavosService {
    package static let examples = [
        OperationExample(
            "createApp", .post, "/api/v1/apps",
            key: ("Authorization", "Bearer cav_demo_fake_lantern_ci_000000000000000000000000000"),
            body: [
                "name": "My App", "organization_id": "a1d4c7e0-1111-4a3b-8c5d-0e6f7a8b9c01",
                "description": "An app for customers",
            ])
    ]

    package static let refusalExamples = [
        Refused(.appLimitReached, members: PlanUsage.example)
    ]

    package static let notEmulated = [
        "Every path but that of the Management API's one endpoint."
    ]
}
