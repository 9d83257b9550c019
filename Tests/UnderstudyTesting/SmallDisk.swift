package import Foundation

/// A file system of a megabyte, which a process can see that is run by the disk's launcher, and nobody else.
///
/// It is mounted in a namespace of its own, which takes no rights where the system lets anybody have one (unshare(1)).
package final class SmallDisk {
    /// Where it is mounted, for those who can see it.
    package let path: String
    private let holder = Process()
    /// What the process reads from, so that it stays.
    private let input = Pipe()
    private static let byteCount = 1 << 20

    /// Why there can be no such disk here; nil when there can.
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

    package struct CannotMount: Error {
        package let status: Int32
    }

    /// Makes the disk, which is there as long as this lives.
    package init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "understudy-disk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let output = Pipe()
        holder.executableURL = URL(filePath: "/usr/bin/env")
        let script = "mount -t tmpfs -o size=\(Self.byteCount) none \"$0\" && echo mounted && exec cat"
        holder.arguments = ["unshare", "-Urm", "sh", "-c", script, path]
        holder.standardInput = input
        holder.standardOutput = output
        holder.standardError = FileHandle.nullDevice
        try holder.run()
        guard output.fileHandleForReading.availableData.isEmpty else { return }
        holder.waitUntilExit()
        throw CannotMount(status: holder.terminationStatus)
    }

    deinit {
        holder.terminate()
        holder.waitUntilExit()
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The words that run a program where the disk can be seen.
    package var launcher: [String] {
        ["nsenter", "--target", "\(holder.processIdentifier)", "--user", "--mount", "--preserve-credentials"]
            + ["--wdns=" + SourceTree.root.path]
    }

    /// Where this process sees a file of the disk.
    package func file(_ name: String) -> URL {
        URL(filePath: "/proc/\(holder.processIdentifier)/root\(path)/\(name)")
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
