/// The memory that the fault rules of all sandboxes share.
///
/// Confined to the loop.
package final class FaultBudget {
    /// The most bytes of the rules of a sandbox, as JSON text.
    var sandboxByteCountMax = 4 << 20
    /// The most bytes of the rules of all sandboxes.
    var byteCountMax = 32 << 20
    private var byteCount = 0

    /// Why a rule cannot be added.
    package enum Shortage: Error {
        /// Too many rules.
        case count(max: Int)
        /// The rules of the sandbox are too large.
        case sandbox(byteCount: Int, max: Int)
        /// The rules of all sandboxes are too large.
        case all(byteCount: Int, max: Int)
    }

    func requireRoom(for ruleByteCount: Int) throws(Shortage) {
        guard byteCount + ruleByteCount <= byteCountMax else {
            throw .all(byteCount: byteCount, max: byteCountMax)
        }
    }

    func count(_ change: Int) {
        byteCount += change
    }
}
