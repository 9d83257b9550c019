internal import CLinux
internal import Glibc

/// The set of watched descriptors in the kernel (epoll).
///
/// A watched descriptor has a generation, which its events contain. It distinguishes events of a
/// closed descriptor from those of a new one with the same number in the same turn.
@safe final class Poller {
    /// An event of a descriptor.
    struct Event {
        let descriptor: Int32
        let generation: UInt32
        private let flags: UInt32

        init(key: UInt64, flags: UInt32) {
            descriptor = Int32(truncatingIfNeeded: key & 0xFFFF_FFFF)
            generation = UInt32(truncatingIfNeeded: key >> 32)
            self.flags = flags
        }

        var isReadable: Bool { flags & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue) != 0 }
        var isWritable: Bool { flags & EPOLLOUT.rawValue != 0 }
        /// Whether the peer has closed its sending side.
        var hasHungUp: Bool { flags & EPOLLRDHUP.rawValue != 0 }
        /// Whether nothing can be sent or received any more.
        var isBroken: Bool { flags & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 }
    }

    /// Which events to report.
    enum Interest {
        /// Each change to readable or writable, once (edge-triggered): for connections.
        case changes
        /// While there is input (level-triggered): for the loop's own descriptors.
        case input

        fileprivate var flags: UInt32 {
            switch self {
            case .changes: EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
            case .input: EPOLLIN.rawValue
            }
        }
    }

    private static let eventCountMax = 256

    private let descriptor: Descriptor
    private var events = unsafe [epoll_event](repeating: epoll_event(), count: Poller.eventCountMax)

    init() throws(ListenError) {
        let number = epoll_create1(Int32(EPOLL_CLOEXEC))
        if number < 0 { throw .other(call: "epoll_create1", errorNumber: errno) }
        descriptor = Descriptor(owning: number)
    }

    /// Watches a descriptor.
    func add(_ watched: borrowing Descriptor, generation: UInt32, interest: Interest) throws(ListenError) {
        var event = unsafe epoll_event()
        unsafe event.events = interest.flags
        unsafe event.data.u64 = UInt64(generation) << 32 | UInt64(UInt32(bitPattern: watched.number))
        if unsafe epoll_ctl(descriptor.number, EPOLL_CTL_ADD, watched.number, &event) < 0 {
            throw .other(call: "epoll_ctl", errorNumber: errno)
        }
    }

    /// Stops watching a descriptor that stays open.
    func remove(_ watched: borrowing Descriptor) {
        _ = epoll_ctl(descriptor.number, EPOLL_CTL_DEL, watched.number, nil)
    }

    /// Blocks until an event or the timeout (-1: none); returns the number of events.
    func wait(milliseconds: Int32) -> Int {
        let count = unsafe events.withUnsafeMutableBufferPointer { events in
            unsafe epoll_wait(descriptor.number, events.baseAddress, Int32(events.count), milliseconds)
        }
        return max(0, Int(count))
    }

    /// The events of the last wait.
    subscript(index: Int) -> Event {
        unsafe Event(key: events[index].data.u64, flags: events[index].events)
    }
}
