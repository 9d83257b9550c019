/// The id of a scheduled action, for cancelling it.
package struct TimerID: Hashable, Sendable {
    let number: UInt64
}
