internal import Bytes

/// The state of a body in the chunked coding while it arrives (RFC 9112, section 7.1).
struct ChunkedBody {
    /// The kind of the next bytes.
    enum Part {
        case sizeLine
        case data(count: Int)
        case dataEnd
        case trailers
    }

    private(set) var part = Part.sizeLine
    private var buffer = BodyBuffer()
    private(set) var trailers = HeaderFields()
    private var trailerByteCount = 0
    private var extensionByteCount = 0

    /// The maximum number of digits of a chunk's size; the rest of a line counts as extension.
    private static let sizeDigitCountMax = 16

    /// The data so far.
    var bytes: [UInt8] { buffer.bytes }

    /// The bytes of body and trailers in memory.
    var byteCount: Int { buffer.count + trailerByteCount }

    /// Returns the maximum length of the next line with its CRLF, and the failure of a longer one.
    func lineLimit(_ limits: RequestParser.Limits) -> (bytesMax: Int, failure: RequestFailure) {
        switch part {
        case .sizeLine:
            (
                limits.headBytesMax - extensionByteCount + Self.sizeDigitCountMax + 2,
                .badRequest("The chunk extensions are too long.")
            )
        case .data, .dataEnd:
            (2, .badRequest("A chunk does not end where its size says."))
        case .trailers:
            (limits.headBytesMax - trailerByteCount, .fieldsTooLarge("The trailers are too large."))
        }
    }

    /// Parses the next line without its CRLF; returns whether it was the last one of the body.
    mutating func take(_ line: Span<UInt8>, _ limits: RequestParser.Limits) throws(RequestFailure)
        -> Bool
    {
        switch part {
        case .sizeLine:
            try takeSizeLine(line, bodyBytesMax: limits.bodyBytesMax)
        case .data, .dataEnd:
            part = .sizeLine
        case .trailers:
            guard !line.isEmpty else { return true }
            trailerByteCount += line.count + 2
            trailers.append(try FieldLine(parsing: line), in: line)
        }
        return false
    }

    /// Parses `size[;extension]` without CRLF; extensions are ignored (RFC 9112, section 7.1.1).
    private mutating func takeSizeLine(_ line: Span<UInt8>, bodyBytesMax: Int)
        throws(RequestFailure)
    {
        var (size, index) = (0, 0)
        while index < line.count, let digit = line[index].hexadecimalValue {
            size = size > Int.max >> 4 ? .max : size << 4 | digit
            index += 1
        }
        guard index > 0 else { throw .badRequest("A chunk size is not a hexadecimal number.") }
        try Self.checkExtension(line.extracting(index..<line.count))
        extensionByteCount += max(0, line.count - Self.sizeDigitCountMax)
        guard size <= bodyBytesMax - buffer.count else { throw .contentTooLarge() }
        part = size == 0 ? .trailers : .data(count: size)
    }

    /// Appends bytes of a chunk, at most as many as are missing according to `part`.
    mutating func takeData(_ data: ArraySlice<UInt8>, bodyBytesMax: Int) {
        guard case .data(let count) = part else { return }
        buffer.append(data, byteCountMax: bodyBytesMax)
        part = data.count < count ? .data(count: count - data.count) : .dataEnd
    }

    private static func checkExtension(_ bytes: Span<UInt8>) throws(RequestFailure) {
        guard !bytes.isEmpty else { return }
        let content = bytes.trimmingOptionalWhitespace(0..<bytes.count)
        guard !content.isEmpty, bytes[content.lowerBound] == UInt8(ascii: ";") else {
            throw .badRequest("A chunk size is not a hexadecimal number.")
        }
        for index in content where !bytes[index].isFieldValue {
            throw .badRequest("A chunk extension holds a control character.")
        }
        guard ChunkExtensionGrammar.isValid(bytes) else {
            throw .badRequest("A chunk extension is not a name with an optional value.")
        }
    }
}
