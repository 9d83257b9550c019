internal import Emulation

/// What conditions compare without the request, which costs time to unpack from the log.
protocol MatchableOutcome {
    var service: String? { get }
    var operation: String? { get }
    var account: String? { get }
    var status: Int { get }
    var refusal: Refusal? { get }
    /// The sandbox's time of arrival.
    var now: Timestamp { get }
    /// The id of the rule that fired.
    var fault: String? { get }
}

extension ExchangeRecord: MatchableOutcome {
    var refusal: Refusal? { refused?.refusal }
}

extension ExchangeRecord.Summary: MatchableOutcome {}
