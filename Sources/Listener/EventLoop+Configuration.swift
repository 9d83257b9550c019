package import HTTP

extension EventLoop {
    /// The limits of a loop, and its clock.
    package struct Configuration {
        /// The maximum size of a request.
        package var limits = RequestParser.Limits()
        /// The timeout from the first byte of a request to its last one.
        package var requestMillisecondsMax = 30_000
        /// The timeout between two requests.
        package var idleMillisecondsMax = 75_000
        /// The timeout of a client that does not read its answer.
        package var sendMillisecondsMax = 30_000
        /// The timeout from the end of the last answer until the client closes the connection.
        package var lingerMillisecondsMax = 2_000
        /// The maximum of bytes discarded in that time.
        ///
        /// A client that is still sending could not read its answer if the connection were closed.
        package var lingerByteCountMax = 16_777_216
        /// The maximum of bytes of all incomplete requests together; a larger one gets a 503.
        package var heldByteCountMax = 268_435_456
        /// The maximum of concurrent connections.
        ///
        /// A further one replaces one that waits (`ConnectionState.Wait`), or gets a 503 and is
        /// closed.
        package var connectionCountMax = 10_000
        /// The maximum of connections over that limit that get a 503; further ones are closed at
        /// once.
        package private(set) var refusedCountMax = 256
        /// The timeout of a graceful stop.
        package var shutdownMillisecondsMax = 5_000
        /// A monotonic clock in milliseconds with any origin.
        package var clock: () -> Int64 = MonotonicClock.milliseconds

        /// The default configuration.
        package init() {}

        /// The descriptors that connections never use: standard streams, the loop's own, the lock,
        /// the journal, and those of snapshots and downloads.
        private static let reservedDescriptorCount = 32

        /// Lowers the numbers of connections, so that files can still be opened when all of them
        /// are in use.
        ///
        /// - Parameter limit: how many descriptors the process may have.
        package mutating func reserveDescriptors(of limit: Int) {
            let available = max(2, limit - Self.reservedDescriptorCount)
            refusedCountMax = min(refusedCountMax, available / 4 + 1)
            connectionCountMax = min(connectionCountMax, max(1, available - refusedCountMax))
        }
    }
}
