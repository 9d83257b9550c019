/// One change that is to be written to the journal.
package struct JournalEntry: Sendable {
    /// What was changed.
    package enum Content: Sendable {
        /// JSON objects separated by commas: puts and deletes of whole entities.
        case changes([UInt8])
        /// A whole world in canonical form, which replaces the one before.
        case replacement(any ChunkSource)
    }

    /// The sequence number; each is one more than the one before.
    package let sequence: Int
    package let content: Content

    package init(sequence: Int, content: Content) {
        self.sequence = sequence
        self.content = content
    }
}
