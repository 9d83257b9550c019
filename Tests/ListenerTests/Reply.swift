/// A response as a client reads it, only as exact as these tests need.
struct Reply: Equatable {
    var status: Int
    var fields: [String: String]
    var body: String

    /// Whether the answer says that the connection ends with it.
    var closes: Bool { fields["connection"] == "close" }

    /// What is left of the bytes after as many whole responses as there are; nil bodies are those of `HEAD`.
    static func read(from bytes: [UInt8], toHead: Bool = false) -> (replies: [Reply], rest: [UInt8]) {
        var replies: [Reply] = []
        var rest = bytes[...]
        while let (reply, next) = readOne(rest, toHead: toHead) {
            replies.append(reply)
            rest = next
        }
        return (replies, Array(rest))
    }

    private static func readOne(_ bytes: ArraySlice<UInt8>, toHead: Bool) -> (Reply, ArraySlice<UInt8>)? {
        guard let end = bytes.firstRange(of: "\r\n\r\n".utf8) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        let pairs = lines.dropFirst().map { $0.split(separator: ": ", maxSplits: 1) }
        let fields = Dictionary(pairs.map { ($0[0].lowercased(), String($0[1])) }) { $1 }
        let rest = bytes[end.upperBound...]
        let body = toHead || status < 200 ? ([], rest) : readBody(rest, fields)
        return body.map { (Reply(status: status, fields: fields, body: String(decoding: $0.0, as: UTF8.self)), $0.1) }
    }

    private static func readBody(
        _ bytes: ArraySlice<UInt8>, _ fields: [String: String]
    ) -> ([UInt8], ArraySlice<UInt8>)? {
        if fields["transfer-encoding"] == "chunked" { return readChunks(bytes) }
        guard let length = fields["content-length"].flatMap({ Int($0) }) else { return (Array(bytes), []) }
        return bytes.count < length ? nil : (Array(bytes.prefix(length)), bytes.dropFirst(length))
    }

    private static func readChunks(_ bytes: ArraySlice<UInt8>) -> ([UInt8], ArraySlice<UInt8>)? {
        var rest = bytes
        var body: [UInt8] = []
        while let lineEnd = rest.firstRange(of: "\r\n".utf8) {
            let digits = String(decoding: rest[..<lineEnd.lowerBound], as: UTF8.self)
            guard let size = Int(digits, radix: 16) else { return nil }
            rest = rest[lineEnd.upperBound...]
            guard rest.count >= size + 2 else { return nil }
            body += rest.prefix(size)
            rest = rest.dropFirst(size + 2)
            if size == 0 { return (body, rest) }
        }
        return nil
    }
}
