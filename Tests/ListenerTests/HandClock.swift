import Synchronization

/// A clock that stands still until a test moves it.
final class HandClock: Sendable {
    private let time = Mutex<Int64>(1_000_000)

    var now: Int64 { time.withLock { $0 } }

    func advance(milliseconds: Int64) {
        time.withLock { $0 += milliseconds }
    }
}
