internal import Emulation
internal import JSON
internal import OpenAPI
internal import Persistence
internal import Sandboxes

/// `understudy openapi`: prints the document of a contract.
enum OpenAPICommand {
    static func run(_ name: String, contract id: String?) throws(Failure) {
        guard let service = AnyService.all.first(where: { $0.name == name }) else {
            throw unknown("service", name, AnyService.all.map(\.name))
        }
        let contract = service.contracts.first { $0.id == id ?? service.contracts[0].id }
        guard let contract else {
            throw unknown("contract of \(name)", id ?? "", service.contracts.map(\.id))
        }
        StandardStream.output.print(ContractDocument(service, contract).json.indentedText)
    }

    private static func unknown(_ kind: String, _ name: String, _ known: [String]) -> Failure {
        let advice =
            ClosestMatch.nearest(to: name, among: known).map { ": did you mean \($0)?" }
            ?? ", expected one of " + known.joined(separator: ", ")
        return .usage("Unknown \(kind) \(name)\(advice)")
    }
}
