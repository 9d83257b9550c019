internal import Glibc

/// The signals that stop the server: the first one gracefully, a second one at once.
enum StoppingSignals {
    static let numbers = [SIGTERM, SIGINT]

    /// Restores the default action: from now on a signal ends the process at once.
    static func letKill() {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in numbers { unsafe sigaddset(&set, signal) }
        unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }
}
