/// One acknowledged change on its way into the journal.
package struct JournalEntry: Sendable {
    /// What was changed.
    package enum Content: Sendable {
        /// Objects in JSON, with commas between them: puts and deletes of whole entities.
        case changes([UInt8])
        /// A whole world in canonical form, which takes the place of the one before.
        case replacement(any ChunkSource)
    }

    /// The number of the change; each is one more than that before it.
    package let sequence: Int
    package let content: Content

    package init(sequence: Int, content: Content) {
        self.sequence = sequence
        self.content = content
    }
}
