import Foundation
import HTTP
import Testing

@testable import Listener

/// A process that has no descriptors left; in a process of its own, as the limit is everyone's.
struct EventLoopExhaustionTests {
    @Test func `A loop without descriptors leaves clients waiting, does not spin, and goes on later`() async {
        await #expect(processExitsWith: .success) {
            let handler = ClosureHandler.echo()
            let loop = try EventLoop(configuration: EventLoop.Configuration(), handler: handler)
            let address = try loop.listen(on: SocketAddress(host: .v4(0x7F00_0001), port: 0))
            let clients = try (0..<3).map { _ in try RawClient(address) }
            for (index, client) in clients.enumerated() {
                try client.send("GET /\(index) HTTP/1.1\r\nHost: x\r\n\r\n")
            }
            DescriptorRoom.leaveFree(1)
            loop.runOneIteration()
            #expect(loop.isAcceptingPaused)
            loop.runOneIteration()
            #expect(try clients[0].replies(1).map(\.body) == ["/0"])
            #expect(loop.connectionCount == 1)
            #expect(loop.poller.wait(milliseconds: 0) == 0)
            for index in 1..<clients.count {
                clients[index - 1].disconnect()
                while handler.answerCount <= index { loop.runOneIteration() }
                #expect(try clients[index].replies(1).map(\.body) == ["/\(index)"])
            }
            DescriptorRoom.raise()
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

    /// The number of descriptors that this process may have.
    private enum DescriptorRoom {
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
