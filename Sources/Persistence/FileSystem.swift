/// The system calls that the stored state needs.
///
/// A seam: tests replace it by one that fails at the n-th call, writes less than it was given, or
/// simulates a power loss.
package protocol FileSystem: Sendable {
    /// Opens a file, or creates one that only its owner can read.
    func open(_ path: String, for purpose: OpenPurpose) throws(FileError) -> OpenFile
    /// Writes some of the bytes, starting at an offset, and returns how many.
    func write(_ bytes: [UInt8], from offset: Int, to file: OpenFile) throws(FileError) -> Int
    /// Reads up to `byteCountMax` bytes; none at the end.
    func read(_ file: OpenFile, byteCountMax: Int) throws(FileError) -> [UInt8]
    /// The size of a file.
    func byteCount(of file: OpenFile) throws(FileError) -> Int
    /// Waits until the file's bytes are on the device.
    func synchronize(_ file: OpenFile) throws(FileError)
    /// Truncates a file, and moves to its new end.
    func truncate(_ file: OpenFile, to byteCount: Int) throws(FileError)
    /// Closes a file; a failure would come too late to matter.
    func close(_ file: OpenFile)
    /// Takes the exclusive lock of a file.
    ///
    /// - Returns: false when another process has it.
    func lock(_ file: OpenFile) throws(FileError) -> Bool
    /// Whether a path names an open file.
    func isSame(_ file: OpenFile, as path: String) -> Bool
    /// Renames a file or folder, and replaces one of the new name.
    func rename(_ path: String, to newPath: String) throws(FileError)
    /// Removes a file.
    func remove(_ path: String) throws(FileError)
    /// Removes an empty folder.
    func removeFolder(_ path: String) throws(FileError)
    /// Creates a folder that only its owner can enter.
    func makeFolder(_ path: String) throws(FileError)
    /// Waits until the creations, renames and removals in a folder are on the device.
    func synchronizeFolder(_ path: String) throws(FileError)
    /// The names in a folder, sorted.
    func names(in folder: String) throws(FileError) -> [String]
    /// When a file was last written, in milliseconds since 1970; anything but a regular file counts
    /// as missing.
    func modificationTime(_ path: String) throws(FileError) -> Int64
}

/// What a file is opened for.
package enum OpenPurpose: Sendable, Equatable {
    /// Reading; it must exist.
    case reading
    /// Writing from scratch; existing content is dropped.
    case writing
    /// Reading and writing; it is created if it does not exist.
    case changing
    /// Reading and writing; it must exist.
    case extending
}

/// An open file.
package struct OpenFile: Sendable {
    package let path: String
    /// The file descriptor.
    package let descriptor: Int32

    package init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }
}

extension FileSystem {
    /// Writes all of the bytes.
    func writeAll(_ bytes: [UInt8], to file: OpenFile) throws(FileError) {
        var offset = 0
        while offset < bytes.count { offset += try write(bytes, from: offset, to: file) }
    }

    /// Reads a whole file.
    package func read(_ path: String) throws(FileError) -> [UInt8] {
        let file = try open(path, for: .reading)
        defer { close(file) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(try byteCount(of: file))
        while true {
            let piece = try read(file, byteCountMax: Self.pieceByteCount)
            if piece.isEmpty { return bytes }
            bytes += piece
        }
    }

    private static var pieceByteCount: Int { 1 << 20 }
}
