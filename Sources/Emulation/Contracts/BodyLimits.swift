package import HTTP
internal import JSON

/// What a body may hold besides its size in bytes.
///
/// A body is parsed and read in one turn of the loop, and the time for that grows with the number
/// of values, not of bytes: a megabyte of short members would delay all other requests by a third
/// of a second.
package enum BodyLimits {
    /// How many members and elements a body may have: about 5 ms of work.
    package static let valueCountMax = 10_000

    /// A smaller body cannot have enough values to take long, and is not looked through.
    private static let countedByteCountMin = 65_536

    /// The failure of a body with too many values; nil for any other.
    package static func failure(of exchange: ExchangeRecord) -> RequestFailure? {
        let body = exchange.request.body
        guard body.count > countedByteCountMin,
            JSONParser.hasMoreValues(than: valueCountMax, in: body.span)
        else { return nil }
        return RequestFailure(
            status: 413, reason: "The body has more than \(valueCountMax) JSON values.")
    }
}
