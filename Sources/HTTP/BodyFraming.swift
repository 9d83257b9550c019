internal import Bytes

/// The body's length according to the header fields (RFC 9112, section 6.3).
///
/// The fields arrive one by one. Anything that two recipients could interpret differently is
/// refused, because it enables request smuggling (RFC 9112, section 11.2).
struct BodyFraming {
    /// The length in every `Content-Length` so far, clamped to `Int.max`.
    private(set) var contentLength: Int?
    /// The number of digits in every `Content-Length` so far.
    private var digitCount = 0
    /// Whether there was a `Transfer-Encoding: chunked`.
    private(set) var isChunked = false

    var hasBody: Bool { isChunked || contentLength ?? 0 > 0 }

    /// Applies one `Content-Length`; a list of equal numbers counts as one (RFC 9110, section 8.6).
    ///
    /// Equal means the same digits: `2` and `02` may be different numbers to another recipient.
    mutating func takeContentLength(_ value: Span<UInt8>) throws(RequestFailure) {
        try value.forEachListElement { (element) throws(RequestFailure) in
            let length = try Self.number(element)
            guard contentLength == nil || contentLength == length && digitCount == element.count
            else {
                throw .badRequest("The Content-Lengths differ.")
            }
            contentLength = length
            digitCount = element.count
        }
        try refuseBoth()
    }

    /// Applies one `Transfer-Encoding`: only one `chunked` is supported (RFC 9112, section 6.1).
    ///
    /// Empty elements are ignored (RFC 9110, section 5.6.1.2), but not a list without any other.
    mutating func takeTransferEncoding(_ value: Span<UInt8>, version: Version)
        throws(RequestFailure)
    {
        guard version == .http11 else { throw .badRequest("HTTP/1.0 has no Transfer-Encoding.") }
        var isEmpty = true
        try value.forEachListElement { (element) throws(RequestFailure) in
            if element.isEmpty { return }
            isEmpty = false
            guard !isChunked else { throw .badRequest("The chunked coding is not the last one.") }
            guard element.equalsIgnoringASCIICase("chunked") else {
                throw Self.refusal(ofCoding: element)
            }
            isChunked = true
        }
        guard !isEmpty else { throw .badRequest("The Transfer-Encoding is empty.") }
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
        return .notImplemented("The transfer coding is not chunked.")
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
