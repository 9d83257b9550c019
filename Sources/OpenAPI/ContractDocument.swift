internal import Emulation
internal import HTTP
package import JSON
package import Sandboxes

/// The OpenAPI 3.1 document of a service's contract.
///
/// Made from the contract's declarations. The answers of success are those that the operations
/// give to the service's example requests in the world of the demo seed.
package struct ContractDocument {
    private let service: AnyService
    private let contract: AnyContract
    private let answers: ExampleAnswers

    /// - Parameters:
    ///   - service: the service.
    ///   - contract: one of its contracts.
    package init(_ service: AnyService, _ contract: AnyContract) {
        self.service = service
        self.contract = contract
        answers = ExampleAnswers(service, contract)
    }

    package var json: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": .string(service.title), "version": .string(contract.id),
                "description": .string(Self.description),
                "x-not-emulated": .array(service.notEmulated.map { .string($0) }),
            ],
            "servers": [["url": "/"]],
            "paths": .object(paths),
            "components": ["securitySchemes": .object(SecuritySchemes(service).json)],
        ]
    }

    private static let description =
        "As Understudy emulates it. `x-basis` says why a refusal is as it is: `documented` by the "
        + "vendor, `observed` in its public code or behaviour, or `assumed` where nothing public "
        + "says so."

    private var paths: JSONObject {
        var paths = JSONObject()
        for (route, refusals) in contract.routes {
            let path = route.pattern.description
            var item = paths[path]?.object ?? JSONObject()
            item.append(
                route.method.rawValue.lowercased(), .object(operation(route, refusals)))
            paths[path] = .object(item)
        }
        return paths
    }

    private func operation(_ route: RouteDescription, _ refusals: [Refusal]) -> JSONObject {
        var operation: JSONObject = ["operationId": .string(route.name)]
        let parameters = Parameters(route).json
        if !parameters.isEmpty { operation.append("parameters", .array(parameters)) }
        let requests = answers.requests(of: route.name)
        if let body = RequestBody(route, requests).json { operation.append("requestBody", body) }
        let responses = Responses(contract, route, refusals, requests)
        operation.append("responses", .object(responses.json))
        if contract.isAuthenticated(route.name) {
            operation.append("security", .array(SecuritySchemes(service).requirements))
        }
        return operation
    }
}
