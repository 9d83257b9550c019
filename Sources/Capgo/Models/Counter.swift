package import Emulation

/// The last integer id of a table, so that no id is reused: seed list `capgo.counters`.
package struct Counter: Entity {
    package typealias Indexes = NoIndexes<Counter>

    package static let listName = "counters"
    package static let isBookkeeping = true
    /// The largest integer that is exact in JavaScript (ECMA-262, `Number.MAX_SAFE_INTEGER`).
    static let numberMax = 9_007_199_254_740_991
    static let expectation = "a number up to \(numberMax)"

    /// The name of the seed list whose ids are counted.
    package var id = ""
    package var last = 0

    package init() {}

    init(_ list: String) {
        id = list
    }

    /// The lists whose rows have integer ids.
    static let lists = [APIKey.listName, Bundle.listName, Channel.listName]

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .required(.oneOf(Self.lists)))
        visitor.field("last", &last, .required(.nonNegative))
    }
}
