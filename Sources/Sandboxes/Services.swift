internal import Capgo
internal import CapyDB
internal import Cavos
internal import Emulation

extension AnyService {
    /// Every service of the product.
    ///
    /// A new service is an entry here and a property of `World`.
    package static let all: [AnyService] = [
        AnyService(CavosService.self, in: { $0.cavos }) { $1(&$0.cavos, &$0.accounts) },
        AnyService(CapgoService.self, in: { $0.capgo }) { $1(&$0.capgo, &$0.accounts) },
        AnyService(CapyDBService.self, in: { $0.capydb }) { $1(&$0.capydb, &$0.accounts) },
    ]
}
