package import Emulation

/// All that a request can read or change: the world, which is kept, and what is lent to it, which is not.
package struct SandboxState: Sendable {
    package var world: World
    package var surroundings: Surroundings

    package init(world: World, surroundings: Surroundings) {
        self.world = world
        self.surroundings = surroundings
    }
}
