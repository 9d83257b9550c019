import Foundation
import HTTP
import Testing

@testable import Listener

/// A process that has no descriptors left; in a process of its own, as the limit is everyone's.
struct EventLoopExhaustionTests {
    /// The clock is the test's: a busy machine may need more than the pause between two lines of it.
    @Test func `A loop without descriptors leaves clients waiting, does not spin, and continues later`() async {
        await #expect(processExitsWith: .success) {
            let handler = ClosureHandler.echo()
            let clock = HandClock()
            var configuration = EventLoop.Configuration()
            configuration.clock = { clock.now }
            let loop = try EventLoop(configuration: configuration, handler: handler)
            let address = try loop.listen(on: SocketAddress(host: .v4(0x7F00_0001), port: 0))
            let clients = try (0..<3).map { _ in try RawClient(address) }
            for (index, client) in clients.enumerated() {
                try client.send("GET /\(index) HTTP/1.1\r\nHost: x\r\n\r\n")
            }
            DescriptorRoom.startDispatch()
            DescriptorRoom.leaveFree(1)
            Self.run(loop) { loop.isAcceptingPaused && handler.answerCount == 1 }
            #expect(loop.isAcceptingPaused)
            #expect(try clients[0].replies(1).map(\.body) == ["/0"])
            #expect(loop.connectionCount == 1)
            #expect(loop.poller.wait(milliseconds: 0) == 0)
            // The end of a connection ends the pause: the clock does not move.
            DescriptorRoom.raise()
            clients[0].disconnect()
            Self.run(loop) { handler.answerCount == clients.count }
            #expect(!loop.isAcceptingPaused)
            for (index, client) in clients.enumerated().dropFirst() {
                #expect(try client.replies(1).map(\.body) == ["/\(index)"])
            }
        }
    }

    @Test func `A loop without descriptors gives those of idle connections to new ones`() async {
        await #expect(processExitsWith: .success) {
            let handler = ClosureHandler.echo()
            let clock = HandClock()
            var configuration = EventLoop.Configuration()
            configuration.clock = { clock.now }
            let loop = try EventLoop(configuration: configuration, handler: handler)
            let address = try loop.listen(on: SocketAddress(host: .v4(0x7F00_0001), port: 0))
            let clients = try (0..<3).map { _ in try RawClient(address) }
            for (index, client) in clients.enumerated() {
                try client.send("GET /\(index) HTTP/1.1\r\nHost: x\r\n\r\n")
            }
            DescriptorRoom.startDispatch()
            DescriptorRoom.leaveFree(1)
            for (index, client) in clients.enumerated() {
                Self.run(loop) { handler.answerCount == index + 1 }
                #expect(try client.replies(1).map(\.body) == ["/\(index)"])
                clock.advance(milliseconds: 2_000)
            }
            #expect(try clients[0].rest().isEmpty)
            #expect(try clients[1].rest().isEmpty)
            #expect(loop.connectionCount == 1)
        }
    }

    @Test func `The limit can be raised to what the system allows`() async {
        await #expect(processExitsWith: .success) {
            DescriptorRoom.leaveFree(10)
            #expect(DescriptorLimit.raise() >= 1_024)
            let descriptors = (0..<100).map { _ in dup(0) }
            #expect(descriptors.allSatisfy { $0 >= 0 })
        }
    }

    /// Runs a loop until something is so; how the kernel spreads what arrives over iterations is its own affair.
    ///
    /// An iteration lasts a second at most, as the loop has something to look after; the limit is a safety net.
    private static func run(_ loop: EventLoop, until isDone: () -> Bool) {
        for _ in 0..<60 where !isDone() { loop.runOneIteration() }
        #expect(isDone())
    }

    /// The number of descriptors that this process may have.
    private enum DescriptorRoom {
        /// Has Dispatch open the descriptors of its event thread now: it starts that thread at a moment of its own, and
        /// then takes the one descriptor that a test has left.
        static func startDispatch() {
            let hasFired = DispatchSemaphore(value: 0)
            let timer = DispatchSource.makeTimerSource()
            timer.setEventHandler { hasFired.signal() }
            timer.schedule(deadline: .now())
            timer.resume()
            hasFired.wait()
            timer.cancel()
        }

        static func leaveFree(_ count: Int) {
            let next = dup(0)
            close(next)
            set(rlim_t(Int(next) + count))
        }

        static func raise() {
            set(1_024)
        }

        private static func set(_ count: rlim_t) {
            var limit = rlimit(rlim_cur: count, rlim_max: 0)
            var current = rlimit()
            unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &current)
            limit.rlim_max = current.rlim_max
            unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
    }
}
