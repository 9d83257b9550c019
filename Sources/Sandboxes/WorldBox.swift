/// A reference to a read-only world; passing a `World` by value costs code size and reference counting.
final class WorldBox: Sendable {
    let value: World

    init(_ value: World) {
        self.value = value
    }
}
