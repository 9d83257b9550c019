internal import Bytes

/// The body's length according to the header fields (RFC 9112, section 6.3).
///
/// The fields arrive one by one. Anything that two recipients could interpret differently is
/// refused, because it enables request smuggling (RFC 9112, section 11.2).
struct BodyFraming {
    /// The length in every `Content-Length` so far, clamped to `Int.max`.
    private(set) var contentLength: Int?
    /// Whether there was a `Transfer-Encoding: chunked`.
    private(set) var isChunked = false

    var hasBody: Bool { isChunked || contentLength ?? 0 > 0 }

    /// Applies one `Content-Length`; a list of equal numbers counts as one (RFC 9110, section 8.6).
    mutating func takeContentLength(_ value: Span<UInt8>) throws(RequestFailure) {
        try value.forEachListElement { (element) throws(RequestFailure) in
            let length = try Self.number(element)
            guard contentLength ?? length == length else { throw .badRequest("The Content-Lengths differ.") }
            contentLength = length
        }
        try refuseBoth()
    }

    /// Applies one `Transfer-Encoding`: only one `chunked` is supported (RFC 9112, section 6.1).
    mutating func takeTransferEncoding(_ value: Span<UInt8>, version: Version) throws(RequestFailure) {
        guard version == .http11 else { throw .badRequest("HTTP/1.0 has no Transfer-Encoding.") }
        try value.forEachListElement { (element) throws(RequestFailure) in
            guard !isChunked else { throw .badRequest("The chunked coding is not the last one.") }
            guard element.equalsIgnoringASCIICase("chunked") else { throw Self.refusal(ofCoding: element) }
            isChunked = true
        }
        try refuseBoth()
    }

    private func refuseBoth() throws(RequestFailure) {
        guard contentLength == nil || !isChunked else {
            throw .badRequest("Content-Length and Transfer-Encoding exclude each other.")
        }
    }

    private static func refusal(ofCoding element: Span<UInt8>) -> RequestFailure {
        for index in element.indices where !element[index].isToken {
            return .badRequest("The Transfer-Encoding is not a list of plain codings.")
        }
        return element.isEmpty
            ? .badRequest("The Transfer-Encoding has an empty element.")
            : .notImplemented("The transfer coding is not chunked.")
    }

    private static func number(_ bytes: Span<UInt8>) throws(RequestFailure) -> Int {
        guard !bytes.isEmpty else { throw .badRequest("The Content-Length is empty.") }
        var number = 0
        for index in bytes.indices {
            guard let digit = bytes[index].decimalValue else {
                throw .badRequest("The Content-Length is not a number.")
            }
            let (product, isOver) = number.multipliedReportingOverflow(by: 10)
            let (sum, isOverToo) = product.addingReportingOverflow(digit)
            number = isOver || isOverToo ? .max : sum
        }
        return number
    }
}
