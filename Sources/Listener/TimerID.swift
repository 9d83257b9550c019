/// The name of a scheduled action, for taking it back.
package struct TimerID: Hashable, Sendable {
    let number: UInt64
}
