package import Emulation
package import HTTP
internal import Persistence
package import Sandboxes

/// The emulator's own API under `/_understudy`: what a test or a person can do here and not to the real cloud.
///
/// It is never rate-limited, and errors have the shape `{"error":"…"}`.
package struct ControlPlane {
    /// Below which path it lives.
    package static let basePath = "/_understudy"

    let emulator: Emulator
    let requestGuard: RequestGuard
    let status: ServerStatus

    package init(emulator: Emulator, requestGuard: RequestGuard, status: ServerStatus) {
        self.emulator = emulator
        self.requestGuard = requestGuard
        self.status = status
    }

    /// Tells whether a request is meant for the control plane: by its path, unless its host is a service's own.
    package static func owns(_ request: Request) -> Bool {
        guard request.path.startsWithBytes(of: basePath) else { return false }
        let rest = request.path.utf8.dropFirst(basePath.utf8.count)
        guard rest.isEmpty || rest.first == UInt8(ascii: "/") else { return false }
        return !AnyService.all.contains { service in request.host.map(service.hasHost) ?? false }
    }

    /// Answers a request that the control plane owns, at once or when what it asks for is done.
    ///
    /// `HEAD` is answered as `GET` is, and the writer leaves out the body.
    package func respond(
        to request: Request, systemTime: Timestamp, then reply: @escaping (ControlReply) -> Void
    ) {
        let path = String(request.path.dropFirst(Self.basePath.count))
        if let refusal = requestGuard.refusal(of: request, path: path) { return reply(.whole(refusal)) }
        var request = request
        if request.method == .head { request.method = .get }
        if let (service, rest) = dashboard(of: path) {
            return emulator.performAct(request, path: rest, on: service, systemTime: systemTime) { reply(.whole($0)) }
        }
        switch Self.routes.match(request.method, path) {
        case .nothing: reply(.whole(JSONErrorBody.response(404, "Not found")))
        case .otherMethods(let methods):
            let headers: HeaderFields = ["Allow": methods.allowValue]
            reply(.whole(JSONErrorBody.response(405, "Method not allowed", headers: headers)))
        case .route(let route, let parameters):
            let call = ControlOperation.Call(request: request, parameters: parameters, systemTime: systemTime)
            do throws(ControlError) {
                try route.operation.body(self, call) { reply($0.reply) }
            } catch {
                reply(.whole(error.response))
            }
        }
    }

    /// Answers a request when nothing has to be waited for: in a test, and where all is done on the spot.
    package func respond(to request: Request, systemTime: Timestamp) -> Response {
        var answer: ControlReply?
        respond(to: request, systemTime: systemTime) { answer = $0 }
        emulator.keeper?.flush()
        switch answer {
        case .whole(let response): return response
        case .streamed(var response, var source):
            while let chunk = try? source.nextChunk() { response.body += chunk }
            return response
        case nil: return JSONErrorBody.response(500, Emulator.notKeptMessage)
        }
    }

    /// Finds the service whose dashboard `/cavos/…` and its like mean.
    private func dashboard(of path: String) -> (AnyService, rest: String)? {
        for service in AnyService.all {
            let base = "/" + service.name
            guard path.utf8.starts(with: base.utf8) else { continue }
            let rest = String(path.dropFirst(base.count))
            if rest.isEmpty || rest.utf8.first == UInt8(ascii: "/") { return (service, rest) }
        }
        return nil
    }
}

extension ControlOperation.Outcome {
    fileprivate var reply: ControlReply {
        switch self {
        case .answer(let answer): .whole(answer.response(JSONErrorBody.commonHeaders))
        case .refusal(let error): .whole(error.response)
        case .text(let source):
            .streamed(Response(status: 200, headers: ["Content-Type": "application/json"]), source)
        }
    }
}
