import HTTP

@testable import Listener

/// Plays the loop, the socket and the application for a connection's state, and writes down what it is asked to do.
struct ConnectionProbe {
    /// What the application does with each request.
    enum Application {
        /// Answers 200 with the request's target as the body.
        case echoes
        /// Answers when the test says so.
        case waits
    }

    var state: ConnectionState
    var now: Int64 = 0
    var application = Application.echoes
    var configuration = EventLoop.Configuration()

    /// As many bytes the socket takes before it is full.
    var room = Int.max
    /// What the client has sent and nobody has read, in the pieces in which it is read.
    private(set) var input: [[UInt8]] = []
    private var isInputEnded = false

    private(set) var written: [UInt8] = []
    /// How large the application lets bodies be; nil for the parser's limit.
    var bodyByteCountMax: Int?
    /// The targets of the requests whose body's limit was asked for.
    private(set) var askedHeads: [String] = []
    private(set) var targets: [String] = []
    private(set) var failures: [Int] = []
    /// What was done to the socket, one word each.
    private(set) var log: [String] = []

    init(limits: RequestParser.Limits = RequestParser.Limits()) {
        state = ConnectionState(limits: limits, now: 0)
    }

    init(refusingWith response: Response) {
        state = ConnectionState(
            refusingWith: response, date: Self.date, limits: RequestParser.Limits(), now: 0)
    }

    static let date = "Fri, 13 Feb 2026 12:00:00 GMT"

    /// The responses that the client has.
    var replies: [Reply] { Reply.read(from: written).replies }
    var statuses: [Int] { replies.map(\.status) }
    var bodies: [String] { replies.map(\.body) }
    /// Whether each response says that the connection ends with it.
    var endsWithReplies: Bool { replies.allSatisfy { $0.closes } }
    var unreadByteCount: Int { input.reduce(0) { $0 + $1.count } }
    var isClosed: Bool { log.last == "close" || log.last == "reset" }

    /// Has the client send pieces, which are read one by one.
    mutating func receive(_ pieces: String...) {
        receive(pieces.map { Array($0.utf8) })
    }

    mutating func receive(_ pieces: [[UInt8]]) {
        input += pieces
        state.becameReadable(hasHungUp: false)
        run()
    }

    /// Has the client close its sending side.
    mutating func endInput() {
        isInputEnded = true
        state.becameReadable(hasHungUp: true)
        run()
    }

    /// Makes the socket accept that many more bytes.
    mutating func makeRoom(_ byteCount: Int) {
        room = byteCount
        state.becameWritable()
        run()
    }

    /// Begins an answer; returns whether the source of its body is wanted.
    @discardableResult
    mutating func respond(
        _ response: Response, pacedBody: (any BodySource)? = nil, truncatedAfter byteCountMax: Int? = nil
    ) -> Bool {
        let isWanted = state.respond(
            response, date: Self.date, pacedBody: pacedBody, truncatedAfter: byteCountMax)
        run()
        return isWanted
    }

    /// Begins a stream; returns whether the source is wanted.
    @discardableResult
    mutating func stream(_ source: any BodySource, truncatedAfter byteCountMax: Int? = nil) -> Bool {
        respond(Response(status: 200, body: .stream(source)), truncatedAfter: byteCountMax)
    }

    /// Whether the connection would be closed at that time.
    func expires(at time: Int64) -> Bool {
        state.hasExpired(now: time, configuration: configuration)
    }

    /// Takes steps until the state has nothing to do.
    mutating func run() {
        while true {
            switch state.nextStep(now: now) {
            case .wait: return
            case .receive: receiveOnce()
            case .send: sendOnce()
            case .limitBody:
                if let bodyByteCountMax { state.limitBody(byteCountMax: bodyByteCountMax) }
                askedHeads.append(state.currentHead.target)
            case .handle: handle(state.takeRequest())
            case .refuse(let failure):
                failures.append(failure.status)
                _ = state.respond(Response(status: failure.status), date: Self.date)
            case .pull(let source, let byteCountMax):
                state.willPull()
                state.pulled(source.next(byteCountMax: byteCountMax), now: now)
            case .shutdownWrite: log.append("shutdown")
            case .close(let reset): log.append(reset ? "reset" : "close")
            }
        }
    }

    private mutating func receiveOnce() {
        if input.isEmpty {
            if isInputEnded { state.inputEnded() } else { state.wouldBlockOnInput() }
        } else {
            let bytes = input.removeFirst()
            state.received(bytes.span, isDrained: input.isEmpty, configuration: configuration)
        }
    }

    private mutating func sendOnce() {
        let bytes = state.output.bytes[state.output.sentByteCount...].prefix(room)
        written += bytes
        room -= bytes.count
        log.append("send")
        state.sent(byteCount: bytes.count, now: now)
    }

    private mutating func handle(_ request: Request) {
        targets.append(request.target)
        if application == .echoes {
            _ = state.respond(Response(status: 200, body: Array(request.target.utf8)), date: Self.date)
        }
    }
}
