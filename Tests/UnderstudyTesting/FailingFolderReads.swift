internal import CSpawn
import Foundation
import Synchronization

/// A thread in which the system refuses to read any folder (seccomp(2)).
///
/// Only so can a test see what the real file system's code makes of such an error.
package enum FailingFolderReads {
    /// Why there can be no such thread here; nil where there can.
    package static let obstacle: String? = {
        run(EIO) { true } == nil ? "the system allows no filter of system calls (seccomp)" : nil
    }()

    /// Runs a function in a new thread of this kind.
    ///
    /// - Parameters:
    ///   - code: the error number of each reading.
    ///   - body: runs in the thread.
    /// - Returns: what the function returns; nil where the system does not allow such a thread.
    package static func run<Result: Sendable>(_ code: Int32, _ body: @escaping @Sendable () -> Result) -> Result? {
        let end = DispatchSemaphore(value: 0)
        let result = Outcome<Result>()
        Thread {
            if fail_folder_reads(code) == 0 {
                let value = body()
                result.value.withLock { $0 = value }
            }
            end.signal()
        }.start()
        end.wait()
        return result.value.withLock { $0 }
    }

    private final class Outcome<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }
}
