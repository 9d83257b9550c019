internal import Bytes

extension Int {
    /// Parses decimal digits; nil for anything else and on overflow.
    package init?(digits text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy(\.isDecimalDigit) else { return nil }
        self.init(text)
    }
}
