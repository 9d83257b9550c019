package import Foundation

/// A file system of a megabyte.
///
/// Only processes that are run by the disk's launcher see it.
///
/// It is mounted in a namespace of its own, which needs no rights where the system allows it to anybody (unshare(1)).
package final class SmallDisk {
    /// Where it is mounted, for those who can see it.
    package let path: String
    /// The process whose namespace has the disk.
    ///
    /// It reads its input until that is closed.
    private let holder: ChildProcess
    private static let byteCount = 1 << 20

    /// Why there can be no such disk here; nil where there can.
    package static let obstacle: String? = {
        do {
            _ = try SmallDisk()
            return nil
        } catch {
            let reason = "no namespace with a file system of its own can be had here (unshare -Urm): \(error)"
            print("skipped: \(reason)")
            return reason
        }
    }()

    /// Makes the disk, which is there as long as this lives.
    package init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "understudy-disk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let script = "mount -t tmpfs -o size=\(Self.byteCount) none \"$0\" && echo mounted && exec cat"
        do {
            holder = try ChildProcess(["unshare", "-Urm", "sh", "-c", script, path])
            try holder.waitForOutput("a mounted disk") { $0 == "mounted\n" ? () : nil }
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The words that run a program where the disk can be seen.
    package var launcher: [String] {
        ["nsenter", "--target", "\(holder.identifier)", "--user", "--mount", "--preserve-credentials"]
            + ["--wdns=" + SourceTree.root.path]
    }

    /// Where this process sees a file of the disk.
    package func file(_ name: String) -> URL {
        URL(filePath: "/proc/\(holder.identifier)/root\(path)/\(name)")
    }

    /// Takes up all room that is left.
    package func fill() throws {
        let url = file("ballast")
        try Data().write(to: url)
        let ballast = try FileHandle(forWritingTo: url)
        try ballast.seekToEnd()
        for byteCount in [64 << 10, 4 << 10, 1] {
            let piece = Data(repeating: UInt8(ascii: "x"), count: byteCount)
            while (try? ballast.write(contentsOf: piece)) != nil {}
        }
        try ballast.close()
    }

    /// Frees the room again.
    package func free() throws {
        try FileManager.default.removeItem(at: file("ballast"))
    }
}
