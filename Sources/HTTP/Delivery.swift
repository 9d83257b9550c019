/// A response and the manner of its delivery: at once or delayed, complete or with a fault.
///
/// The value describes what the client sees; the owner of the connection carries it out.
package struct Delivery: Equatable {
    /// How much of the response is sent, and how the connection ends.
    package enum Manner: Sendable, Equatable {
        case respond
        /// Sends the head of the whole response, then this many bytes of the body, then closes.
        case truncate(afterBytes: Int)
        /// Closes the connection without a byte of the response.
        case drop
        /// Resets the connection (TCP RST) without a byte of the response.
        case reset
        /// Sends the head at once and the body at this rate; a rate below 1 counts as 1.
        case trickle(bytesPerSecond: Int)
    }

    package var response: Response
    /// The delay before the first byte of the response.
    package var delayMilliseconds: Int
    package var manner: Manner
    /// Ends the delay and the pace early; nil when nobody does.
    package var hold: DeliveryHold?

    package init(
        _ response: Response, delayMilliseconds: Int = 0, manner: Manner = .respond,
        hold: DeliveryHold? = nil
    ) {
        self.response = response
        self.delayMilliseconds = delayMilliseconds
        self.manner = manner
        self.hold = hold
    }

    /// Compares what the client sees if nobody ends the delay early.
    package static func == (left: Self, right: Self) -> Bool {
        left.response == right.response && left.delayMilliseconds == right.delayMilliseconds
            && left.manner == right.manner
    }
}
