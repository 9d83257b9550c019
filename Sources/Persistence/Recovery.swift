/// What was found in a data directory besides the state itself.
package struct Recovery: Sendable, Equatable {
    /// The end of a journal that a crash has cut short.
    package struct CutOff: Sendable, Equatable {
        package let path: String
        package let byteCount: Int
    }

    /// Up to which change the snapshot speaks.
    package let snapshotSequence: Int
    /// The number of the last change.
    package internal(set) var sequence: Int
    /// How many records of journals were gone through that the snapshot did not have.
    package internal(set) var recordCount = 0
    /// A record at the very end that was not written to its end, and was cut off.
    package internal(set) var cutOff: CutOff?

    init(snapshotSequence: Int) {
        self.snapshotSequence = snapshotSequence
        sequence = snapshotSequence
    }
}
