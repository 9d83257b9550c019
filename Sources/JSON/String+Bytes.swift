extension String {
    /// Copies a text in UTF-8; nil when it is not that.
    init?(validating bytes: Span<UInt8>) {
        guard let text = try? UTF8Span(validating: bytes) else { return nil }
        self.init(copying: text)
    }

    /// Compares the UTF-8 bytes, where `==` compares by canonical equivalence.
    func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let left = utf8.span
        let right = other.utf8.span
        for place in left.indices where left[place] != right[place] { return false }
        return true
    }
}
