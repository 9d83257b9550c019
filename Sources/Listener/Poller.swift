internal import CLinux
internal import Glibc

/// The kernel's list of descriptors to watch (epoll).
///
/// A watched descriptor has a generation, which comes back with its events: an event for a descriptor that was closed
/// and given anew within one turn is told from an event for its successor by it.
@safe final class Poller {
    /// What happened to a descriptor.
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
        /// Whether the other side has closed its sending side.
        var hasHungUp: Bool { flags & EPOLLRDHUP.rawValue != 0 }
        /// Whether nothing can be sent or received any more.
        var isBroken: Bool { flags & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 }
    }

    /// What to be told about.
    enum Interest {
        /// Each time that bytes or room come, once (edge-triggered): for connections, registered once for their life.
        case changes
        /// As long as there is something to read (level-triggered): for the loop's own few descriptors.
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

    /// Begins to watch.
    func add(_ watched: borrowing Descriptor, generation: UInt32, interest: Interest) throws(ListenError) {
        var event = unsafe epoll_event()
        unsafe event.events = interest.flags
        unsafe event.data.u64 = UInt64(generation) << 32 | UInt64(UInt32(bitPattern: watched.number))
        if unsafe epoll_ctl(descriptor.number, EPOLL_CTL_ADD, watched.number, &event) < 0 {
            throw .other(call: "epoll_ctl", errorNumber: errno)
        }
    }

    /// Ceases to watch a descriptor that stays open.
    func remove(_ watched: borrowing Descriptor) {
        _ = epoll_ctl(descriptor.number, EPOLL_CTL_DEL, watched.number, nil)
    }

    /// Blocks until something happens, for as many milliseconds at most (-1: for ever); returns the number of events.
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
