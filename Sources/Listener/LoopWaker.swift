internal import CLinux
internal import Glibc

/// Wakes a loop from any thread (eventfd).
package final class LoopWaker: Sendable {
    let descriptor: Descriptor

    init() throws(ListenError) {
        let number = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        if number < 0 { throw .other(call: "eventfd", errorNumber: errno) }
        descriptor = Descriptor(owning: number)
    }

    /// Makes the loop call its `onWake` soon; several calls may be merged.
    package func wake() {
        _ = eventfd_write(descriptor.number, 1)
    }

    /// Clears the pending calls.
    func clear() {
        var count: eventfd_t = 0
        _ = unsafe eventfd_read(descriptor.number, &count)
    }
}
