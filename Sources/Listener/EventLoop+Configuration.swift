package import HTTP

extension EventLoop {
    /// The limits of a loop, and its clock.
    package struct Configuration {
        /// How large a request may be.
        package var limits = RequestParser.Limits()
        /// From the first byte of a request to its last one; then the connection is closed.
        package var requestMillisecondsMax = 30_000
        /// Between two requests; then the connection is closed.
        package var idleMillisecondsMax = 75_000
        /// Without the client's taking a byte of an answer that is ready; then the connection is closed.
        package var sendMillisecondsMax = 30_000
        /// From the end of the last answer to the client's end of the connection.
        package var lingerMillisecondsMax = 2_000
        /// Read and thrown away in that time, so that a client that is still sending gets to read its answer.
        package var lingerByteCountMax = 16_777_216
        /// Connections served at once; further ones are told so (503) and closed.
        package var connectionCountMax = 10_000
        /// How long a graceful stop waits for what is in flight.
        package var shutdownMillisecondsMax = 5_000
        /// The time in milliseconds from any zero; it must not jump.
        package var clock: () -> Int64 = MonotonicClock.milliseconds

        /// Makes the configuration that the server has when nobody says otherwise.
        package init() {}
    }
}
