import HTTP

/// Something that came out of a parser and that two runs can be compared by.
enum Event: Equatable {
    case request(Request)
    case expectsContinue
    case failure(RequestFailure)
}

/// Feeds a parser and notes everything that comes out, up to the first failure.
struct ParserDriver {
    var parser: RequestParser
    var events: [Event] = []
    /// The heads that were given out before their bodies.
    private(set) var heads: [Request] = []
    private let bodyByteCountMax: (Request) -> Int?

    /// - Parameters:
    ///   - limits: those of the parser.
    ///   - bodyByteCountMax: how large the body after a head may be; nil for the parser's limit.
    init(limits: RequestParser.Limits = .init(), bodyByteCountMax: @escaping (Request) -> Int? = { _ in nil }) {
        self.bodyByteCountMax = bodyByteCountMax
        parser = RequestParser(limits: limits)
    }

    /// Appends bytes and calls `next()` until it needs more.
    mutating func feed(_ bytes: [UInt8]) {
        parser.append(bytes.span)
        drain()
    }

    mutating func feed(_ text: String) {
        feed(Array(text.utf8))
    }

    private mutating func drain() {
        while true {
            do throws(RequestFailure) {
                switch try parser.next() {
                case .needsMoreBytes: return
                case .head:
                    let head = parser.currentHead
                    heads.append(head)
                    if let bodyByteCountMax = bodyByteCountMax(head) {
                        parser.limitBody(byteCountMax: bodyByteCountMax)
                    }
                case .expectsContinue: events.append(.expectsContinue)
                case .request: events.append(.request(parser.takeRequest()))
                }
            } catch {
                if events.last != .failure(error) { events.append(.failure(error)) }
                return
            }
        }
    }

    var requests: [Request] {
        events.compactMap { event in
            guard case .request(let request) = event else { return nil }
            return request
        }
    }

    var failure: RequestFailure? {
        guard case .failure(let failure) = events.last else { return nil }
        return failure
    }
}

/// Returns what comes out of bytes that arrive in the given pieces.
func events(of pieces: [[UInt8]], limits: RequestParser.Limits = .init()) -> [Event] {
    var driver = ParserDriver(limits: limits)
    for piece in pieces { driver.feed(piece) }
    return driver.events
}

/// Returns what comes out of text that arrives in one piece.
func events(of text: String, limits: RequestParser.Limits = .init()) -> [Event] {
    events(of: [Array(text.utf8)], limits: limits)
}

/// Returns the only request of a text; nil if the text is anything else.
func request(of text: String, limits: RequestParser.Limits = .init()) -> Request? {
    let all = events(of: text, limits: limits)
    guard all.count == 1, case .request(let request) = all[0] else { return nil }
    return request
}

/// Returns the failure that a text ends with; nil without one.
func failure(of text: String, limits: RequestParser.Limits = .init()) -> RequestFailure? {
    guard case .failure(let failure) = events(of: text, limits: limits).last else { return nil }
    return failure
}

/// Returns the head of a request with this request line and these fields.
func head(_ line: String = "POST / HTTP/1.1", _ fields: String...) -> String {
    ([line] + fields + ["", ""]).joined(separator: "\r\n")
}
