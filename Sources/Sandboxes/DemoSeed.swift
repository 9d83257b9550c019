package import Emulation

/// The seed that is part of the program: `seed/demo.json` of the package.
package enum DemoSeed {
    package static var text: String { DemoSeedText.text }

    /// Makes its world, the same each time; `now` fills in times that the seed leaves out.
    package static func world(at now: Timestamp) -> World {
        var identifiers = IdentifierSource(seed: 1)
        do throws(SeedError) {
            return try World(seed: Array(text.utf8), identifiers: &identifiers, now: now)
        } catch {
            preconditionFailure("the demo seed is part of the program and valid: \(error)")
        }
    }
}
