internal import Emulation
internal import HTTP
internal import JSON
internal import OpenAPI
internal import Persistence
internal import Sandboxes

/// The OpenAPI documents of the services' contracts.
enum OpenAPIOperations {
    /// Lists the documents.
    @Sendable static func list(_ call: ControlCall) throws(ControlError) -> Answer {
        let documents: [JSONValue] = AnyService.all.flatMap { service in
            service.contracts.map { contract in
                let path = ControlPlane.basePath + "/openapi/" + service.name + ".json"
                return [
                    "service": .string(service.name), "contract": .string(contract.id),
                    "path": .string(path + "?contract=" + contract.id),
                ]
            }
        }
        return Answer(200, ["documents": .array(documents)])
    }

    /// Gives a document: of the contract that the query names, else of the one that the sandbox uses.
    @Sendable static func get(
        _ call: ControlCall, _ completion: @escaping ControlOperation.Completion
    ) throws(ControlError) {
        let name = call.parameters["document"]
        let names = AnyService.all.map { $0.name + ".json" }
        guard let service = AnyService.all.first(where: { $0.name + ".json" == name }) else {
            throw ControlError(
                404, field: "document", name,
                expected: "one of " + names.map { "\"\($0)\"" }.joined(separator: ", "))
        }
        let contract = try contract(of: service, call)
        // Performs every example, which would hold the loop.
        call.sandbox.background.run {
            Array(ContractDocument(service, contract).json.indentedText.utf8)
        } completion: {
            completion(.answer(Answer(200, text: $0)))
        }
    }

    private static func contract(
        of service: AnyService, _ call: ControlCall
    ) throws(ControlError) -> AnyContract {
        let items = QueryItems(call.request.query).items
        guard let id = items.first(where: { $0.name == "contract" })?.value else {
            return call.sandbox.contract(of: service)
        }
        if let contract = service.contracts.first(where: { $0.id == id }) { return contract }
        let ids = service.contracts.map { "\"\($0.id)\"" }.joined(separator: ", ")
        throw ControlError(member: "contract", id, expected: "one of \(ids)")
    }
}
