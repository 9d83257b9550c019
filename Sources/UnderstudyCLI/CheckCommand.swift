internal import Emulation
internal import Listener
internal import Persistence
internal import Sandboxes

/// `understudy check`: reads a seed and says what is in it, or all that is wrong with it.
enum CheckCommand {
    static func run(_ path: String) throws(Failure) {
        var identifiers = IdentifierSource()
        let now = Timestamp(milliseconds: WallClock.milliseconds())
        let world = try SeedFile.read(path, identifiers: &identifiers, now: now)
        StandardStream.output.print("\(path): \(world.summary)")
    }
}
