internal import CLinux
internal import Glibc

/// Delivers signals as events of the loop (signalfd).
final class SignalWatcher {
    let descriptor: Descriptor
    let action: (Int32) -> Void

    /// Blocks the signals in this thread, and in threads that it starts later.
    init(_ signals: [Int32], _ action: @escaping (Int32) -> Void) throws(ListenError) {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in signals { unsafe sigaddset(&set, signal) }
        let number = unsafe signalfd(-1, &set, Int32(SFD_CLOEXEC | SFD_NONBLOCK))
        if number < 0 { throw .other(call: "signalfd", errorNumber: errno) }
        descriptor = Descriptor(owning: number)
        self.action = action
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Returns the next pending signal.
    func next() -> Int32? {
        var info = signalfd_siginfo()
        let byteCount = MemoryLayout<signalfd_siginfo>.size
        guard unsafe read(descriptor.number, &info, byteCount) == byteCount else { return nil }
        return Int32(bitPattern: info.ssi_signo)
    }
}
