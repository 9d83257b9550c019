internal import Bytes

/// A request and its answer in two blocks of memory, for a log that has many and reads few.
///
/// The parts of an old request are in no cache: freeing them one by one costs more than copying
/// all of them once.
/// The version, trailer fields and whether the connection persists are left out.
package struct PackedExchange: Sendable {
    private let method: Method
    private let host: String?
    /// The header fields of the request and of the answer, the target, the path and the query if
    /// the target is not made of them, the first bytes of the request's body and of the answer's.
    private let bytes: [UInt8]
    private let places: [HeaderFields.Place]
    private let requestFieldCount: Int
    /// The offsets after the parts of `bytes`; the answer's body is the rest.
    private let ends: Ends

    private struct Ends {
        var requestFields: UInt32 = 0
        var answerFields: UInt32 = 0
        var target: UInt32 = 0
        var path: UInt32 = 0
        var query: UInt32 = 0
        var body: UInt32 = 0
        /// Whether the path and the query are those of the target.
        var isPlain = true
        var hasQuery = false
    }

    /// - Parameters:
    ///   - request: the request.
    ///   - answerFields: the header fields of the answer.
    ///   - answer: the answer's body.
    ///   - bodyByteCountMax: the most bytes that are stored of each body.
    package init(
        _ request: borrowing Request, answerFields: HeaderFields, answer: [UInt8],
        bodyByteCountMax: Int
    ) {
        method = request.method
        host = request.host
        let (target, path, query) = (request.target, request.path, request.query)
        let bodyByteCount = min(request.body.count, bodyByteCountMax)
        let answerByteCount = min(answer.count, bodyByteCountMax)
        let isPlain = Self.isPlain(target, path, query)
        var bytes: [UInt8] = []
        var ends = Ends(isPlain: isPlain, hasQuery: query != nil)
        let targetByteCount = target.utf8.count * (isPlain ? 1 : 2)
        bytes.reserveCapacity(
            request.headers.bytes.count + answerFields.bytes.count + targetByteCount
                + bodyByteCount + answerByteCount)
        bytes.append(contentsOf: request.headers.bytes)
        ends.requestFields = UInt32(bytes.count)
        bytes.append(contentsOf: answerFields.bytes)
        ends.answerFields = UInt32(bytes.count)
        bytes.append(contentsOf: target.utf8)
        ends.target = UInt32(bytes.count)
        if !isPlain { bytes.append(contentsOf: path.utf8) }
        ends.path = UInt32(bytes.count)
        if !isPlain, let query { bytes.append(contentsOf: query.utf8) }
        ends.query = UInt32(bytes.count)
        bytes.append(contentsOf: request.body.prefix(bodyByteCount))
        ends.body = UInt32(bytes.count)
        bytes.append(contentsOf: answer.prefix(answerByteCount))
        self.bytes = bytes
        self.ends = ends
        requestFieldCount = request.headers.places.count
        places = request.headers.places + answerFields.places
    }

    /// Whether a target is the path, and the query after a question mark.
    private static func isPlain(_ target: String, _ path: String, _ query: String?) -> Bool {
        guard let query else { return target.hasSameBytes(as: path) }
        let (target, path) = (target.utf8Span.span, path.utf8Span.span)
        let queryBytes = query.utf8Span.span
        guard target.count == path.count + 1 + queryBytes.count else { return false }
        return target.extracting(first: path.count).hasSameBytes(as: path)
            && target.extracting(last: queryBytes.count).hasSameBytes(as: queryBytes)
    }

    /// The request with the first bytes of its body.
    package var request: Request {
        let (path, query) = pathAndQuery
        return Request(
            method: method, target: text(ends.answerFields..<ends.target), path: path, query: query,
            host: host,
            headers: HeaderFields(
                bytes: slice(0..<ends.requestFields), places: places[..<requestFieldCount]),
            body: Array(slice(ends.query..<ends.body)))
    }

    private var pathAndQuery: (path: String, query: String?) {
        guard ends.isPlain else {
            let path = text(ends.target..<ends.path)
            return (path, ends.hasQuery ? text(ends.path..<ends.query) : nil)
        }
        guard ends.hasQuery else { return (text(ends.answerFields..<ends.target), nil) }
        let target = slice(ends.answerFields..<ends.target)
        let mark = target.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        let path = text(ends.answerFields..<UInt32(mark))
        return (path, text(UInt32(mark + 1)..<ends.target))
    }

    /// The header fields of the answer.
    package var answerFields: HeaderFields {
        HeaderFields(
            bytes: slice(ends.requestFields..<ends.answerFields),
            places: places[requestFieldCount...])
    }

    /// The first bytes of the answer's body.
    package var answer: [UInt8] { Array(bytes[Int(ends.body)...]) }

    /// Tests the first bytes of the request's body where they are.
    package func bodyMay(_ test: (Span<UInt8>) -> Bool) -> Bool {
        test(bytes.span.extracting(Int(ends.query)..<Int(ends.body)))
    }

    /// How many bytes of the request's body are here.
    package var bodyByteCount: Int { Int(ends.body - ends.query) }

    /// About how much memory it holds.
    package var byteCount: Int {
        bytes.count + places.count * MemoryLayout<HeaderFields.Place>.stride
    }

    private func slice(_ range: Range<UInt32>) -> ArraySlice<UInt8> {
        bytes[Int(range.lowerBound)..<Int(range.upperBound)]
    }

    private func text(_ range: Range<UInt32>) -> String {
        String(repairing: bytes.span.extracting(Int(range.lowerBound)..<Int(range.upperBound)))
    }
}
