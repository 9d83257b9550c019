package import Emulation
internal import HTTP

extension CavosService {
    /// The public API: one endpoint.
    package static let routes = RouteTable<Operation<CavosService>>([
        .init(
            .post, "/api/v1/apps", "createApp",
            .authenticated { state, call, key throws(Failure) in
                try state.createApp(&call, by: key)
            })
    ])
}
