/// A world that is only looked at, by reference: a world is large to carry about, and so is the code that does it.
final class WorldBox: Sendable {
    let value: World

    init(_ value: World) {
        self.value = value
    }
}
