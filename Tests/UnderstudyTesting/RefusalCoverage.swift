package import Emulation
internal import Sandboxes

/// Finds the declared refusals of a service that no request has met.
package enum RefusalCoverage {
    /// The names of the refusals that the contracts and the dashboard declare and no exchange has.
    package static func missing(_ service: String, in exchanges: [ExchangeRecord]) -> [String] {
        let given = Set(exchanges.filter { $0.service == service }.compactMap(\.refused?.refusal))
        return declared(service).filter { !given.contains($0) }.map(\.name)
    }

    /// All refusals that a service declares, each once.
    package static func declared(_ service: String) -> [Refusal] {
        guard let service = AnyService.all.first(where: { $0.name == service }) else { return [] }
        var all: [Refusal] = []
        let common = service.contracts.flatMap(\.commonRefusals.all)
        let ofRoutes = (service.contracts + [service.dashboard]).flatMap { $0.routes.flatMap(\.refusals) }
        for refusal in common + ofRoutes where !all.contains(refusal) { all.append(refusal) }
        return all
    }
}
