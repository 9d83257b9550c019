import Synchronization

/// Words in the order in which any thread said them.
final class Order: Sendable {
    private let said = Mutex<[String]>([])

    var words: [String] { said.withLock { $0 } }

    func append(_ word: String) {
        said.withLock { $0.append(word) }
    }
}
