internal import Glibc

/// The signals that end the server: the first gracefully, a second one at once.
enum StoppingSignals {
    static let numbers = [SIGTERM, SIGINT]

    /// Lets a signal end the process at once from now on.
    static func letKill() {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in numbers { unsafe sigaddset(&set, signal) }
        unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }
}
