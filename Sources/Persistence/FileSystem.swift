/// The calls of the system that state on disk is made of.
///
/// A seam: a test puts something in its place that fails at the n-th call, writes less than it was given, or keeps count.
package protocol FileSystem: Sendable {
    /// Opens a file, or makes one that its owner alone can read.
    func open(_ path: String, for purpose: OpenPurpose) throws(FileError) -> OpenFile
    /// Writes some of the bytes from an offset on, and says how many.
    func write(_ bytes: [UInt8], from offset: Int, to file: OpenFile) throws(FileError) -> Int
    /// Reads up to so many bytes; none at the end.
    func read(_ file: OpenFile, byteCountMax: Int) throws(FileError) -> [UInt8]
    /// Says how many bytes a file has.
    func byteCount(of file: OpenFile) throws(FileError) -> Int
    /// Waits until the file's bytes are on the device.
    func synchronize(_ file: OpenFile) throws(FileError)
    /// Cuts a file off.
    func truncate(_ file: OpenFile, to byteCount: Int) throws(FileError)
    /// Closes a file; a failure would come too late to matter.
    func close(_ file: OpenFile)
    /// Takes the lock that one process at a time can have on a file.
    ///
    /// - Returns: false when another process has it.
    func lock(_ file: OpenFile) throws(FileError) -> Bool
    /// Tells whether an open file is the one that a path names now.
    func isSame(_ file: OpenFile, as path: String) -> Bool
    /// Puts a file, or a folder, in the place of another.
    func rename(_ path: String, to newPath: String) throws(FileError)
    /// Removes a file.
    func remove(_ path: String) throws(FileError)
    /// Makes a folder that its owner alone can enter.
    func makeFolder(_ path: String) throws(FileError)
    /// Waits until the folder's names are on the device.
    func synchronizeFolder(_ path: String) throws(FileError)
    /// Returns the names in a folder, sorted.
    func names(in folder: String) throws(FileError) -> [String]
    /// Says when a file was last written, in milliseconds since 1970; what is no plain file is missing.
    func modificationTime(_ path: String) throws(FileError) -> Int64
}

/// What a file is opened for.
package enum OpenPurpose: Sendable, Equatable {
    /// To be read; it must be there.
    case reading
    /// To be written anew, whatever was there.
    case writing
    /// To be changed where it is; it is made when it is not there.
    case changing
}

/// An open file.
package struct OpenFile: Sendable {
    package let path: String
    /// The system's number for it.
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
