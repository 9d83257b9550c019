internal import ControlPlane
internal import Emulation
internal import HTTP
internal import JSON
internal import Listener
internal import Sandboxes

/// What stands behind the sockets: the emulated services and the control plane.
final class Server: RequestHandler {
    private let emulator: Emulator
    private let controlPlane: ControlPlane
    private let log: Log
    private var dateSecond = Int64.min
    private var dateText = ""

    init(emulator: Emulator, controlPlane: ControlPlane, log: Log) {
        self.emulator = emulator
        self.controlPlane = controlPlane
        self.log = log
        emulator.keeper?.onFailure = { log.write(.error, $0) }
        emulator.onUnownedRequest = { request in
            log.write(
                .warn,
                "no service has this path; there are: "
                    + AnyService.all.flatMap(\.basePaths).joined(separator: ", "),
                details: [
                    "method": .string(request.method.rawValue), "host": .string(request.host ?? ""),
                    "path": .string(request.path),
                ])
        }
    }

    var date: String {
        date(at: Self.systemTime)
    }

    func handle(_ request: Request, _ exchange: Exchange) {
        let time = Self.systemTime
        let line = log.level >= .debug ? LogLine(of: request, exchange) : nil
        if ControlPlane.owns(request) {
            controlPlane.respond(to: request, systemTime: time) { [self] reply in
                switch reply {
                case .whole(let response): respond(response, line, exchange)
                case .streamed(let head, let source):
                    line?.write(to: log, status: head.status)
                    exchange.stream(head, date: date, from: ChunkBody(source, for: exchange))
                }
            }
        } else {
            emulator.respond(to: request, systemTime: time) { [self] in respond($0, line, exchange) }
        }
    }

    private func respond(_ response: Response, _ line: LogLine?, _ exchange: Exchange) {
        line?.write(to: log, status: response.status)
        exchange.respond(response, date: date)
    }

    func response(to failure: RequestFailure) -> Response {
        log.write(.warn, "refused a request: " + failure.reason, details: ["status": failure.status.json])
        let isState = failure.status == 413 && (failure.head.map(ControlPlane.owns) ?? false)
        return isState
            ? JSONErrorBody.response(413, TransportErrorMessage.text(status: 413) + ": --max-body lets larger ones in")
            : Emulator.respond(to: failure)
    }

    func responseToOverload() -> Response {
        log.write(.warn, "refused a connection: there are too many")
        return JSONErrorBody.response(503, TransportErrorMessage.text(status: 503))
    }

    /// Has the changes of this turn written: all of them share a flush.
    func loopWillWait() {
        emulator.keeper?.flush()
    }

    private static var systemTime: Timestamp {
        Timestamp(milliseconds: WallClock.milliseconds())
    }

    /// The sandbox's time in the form of the `Date` field, made once a second.
    private func date(at systemTime: Timestamp) -> String {
        let now = emulator.sandbox.clock.now(systemTime: systemTime)
        let second = now.secondsSince1970
        if second != dateSecond {
            dateSecond = second
            dateText = now.httpDate
        }
        return dateText
    }
}

/// What the log says of a request, taken from it before it is answered.
private struct LogLine {
    let message: String
    let host: String
    let peer: String

    /// To be made only where the log takes it: a request is dear to copy.
    init(of request: Request, _ exchange: Exchange) {
        message = "\(request.method.rawValue) \(request.path)"
        host = request.host ?? ""
        peer = exchange.peer.description
    }

    func write(to log: Log, status: Int) {
        log.write(.debug, message, details: ["host": .string(host), "status": status.json, "peer": .string(peer)])
    }
}
