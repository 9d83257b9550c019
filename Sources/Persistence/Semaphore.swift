internal import Glibc

/// A counting semaphore (sem_overview(7)).
@safe
package final class Semaphore: @unchecked Sendable {
    private let semaphore: UnsafeMutablePointer<sem_t>

    package init() {
        unsafe semaphore = .allocate(capacity: 1)
        unsafe sem_init(semaphore, 0, 0)
    }

    deinit {
        unsafe sem_destroy(semaphore)
        unsafe semaphore.deallocate()
    }

    /// Increments the count, and wakes one waiting thread.
    package func raise() {
        unsafe sem_post(semaphore)
    }

    /// Decrements the count; blocks while it is zero.
    package func wait() {
        while unsafe sem_wait(semaphore) != 0 {}
    }
}
