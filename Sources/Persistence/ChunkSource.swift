/// A long text that is made piece by piece, so that it never stands in memory as a whole.
package protocol ChunkSource: Sendable {
    /// Makes the next piece; nil after the last.
    ///
    /// - Throws: what the system said, where the text comes from a file.
    mutating func nextChunk() throws(FileError) -> [UInt8]?
}
