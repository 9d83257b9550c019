internal import Glibc

/// A count that one thread raises and another waits for (sem_overview(7)).
@safe
final class Semaphore: @unchecked Sendable {
    private let place: UnsafeMutablePointer<sem_t>

    init() {
        unsafe place = .allocate(capacity: 1)
        unsafe sem_init(place, 0, 0)
    }

    deinit {
        unsafe sem_destroy(place)
        unsafe place.deallocate()
    }

    /// Lets one waiting thread go on, or the next that comes to wait.
    func raise() {
        unsafe sem_post(place)
    }

    /// Waits until it was raised once more than it was waited for.
    func wait() {
        while unsafe sem_wait(place) != 0 {}
    }
}
