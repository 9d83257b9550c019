/// A long text that is produced in chunks, so that it is never in memory as a whole.
package protocol ChunkSource: Sendable {
    /// Returns the next chunk; nil after the last.
    ///
    /// - Throws: when the text comes from a file that cannot be read.
    mutating func nextChunk() throws(FileError) -> [UInt8]?
}
