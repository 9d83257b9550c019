internal import Emulation
internal import Listener
internal import Persistence
internal import Sandboxes

/// `understudy check`: reads a seed and prints a summary, or all of its problems.
enum CheckCommand {
    static func run(_ name: String, byteCountMax: Int) throws(Failure) {
        var identifiers = IdentifierSource()
        let now = Timestamp(milliseconds: WallClock.milliseconds())
        let world = try SeedFile.read(
            name, byteCountMax: byteCountMax, identifiers: &identifiers, now: now)
        StandardStream.output.print("\(SeedFile.title(of: name)): \(world.summary)")
    }
}
