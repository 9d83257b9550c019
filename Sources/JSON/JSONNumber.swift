/// A JSON number (RFC 8259, section 6), exact: an integer, or else the text that was written.
///
/// Two numbers are equal when they are spelled alike: `1` and `1.0` differ.
@usableFromInline
package struct JSONNumber: Sendable, Equatable {
    /// An integer whose text is the usual one is held as such; all else (`-0`, `1.10`, `1e400`, 40 digits)
    /// as text.
    @usableFromInline enum Form: Sendable, Equatable {
        case integer(Int64)
        case text(String)
    }

    @usableFromInline let form: Form

    @inlinable init(form: Form) {
        self.form = form
    }

    /// Makes an integer.
    @inlinable package init(_ value: Int) {
        form = .integer(Int64(value))
    }

    /// Creates a number from its JSON text; nil when the grammar does not allow it.
    package init?(literal: String) {
        let bytes = literal.utf8.span
        var scanner = JSONScanner()
        guard let number = try? scanner.number(in: bytes), scanner.offset == bytes.count else { return nil }
        self = number
    }

    /// The text of the number, as it was written.
    package var literal: String {
        switch form {
        case .integer(let value): String(value)
        case .text(let text): text
        }
    }

    /// The value when it is exactly an integer that fits, however it is spelled (`3`, `1.0`, `1e3`, `-0`).
    @inlinable package var int: Int? {
        switch form {
        case .integer(let value): Int(value)
        case .text(let text): Self.int(ofLiteral: text)
        }
    }

    /// The nearest double, as JavaScript reads it: too large is infinite, too small is zero.
    package var double: Double {
        switch form {
        case .integer(let value): Double(value)
        case .text(let text): Double(text) ?? 0
        }
    }

    /// Whether the nearest double is zero: `0`, `-0`, `0.0`, `0e9`, and numbers too small for a double.
    package var isZero: Bool {
        switch form {
        case .integer(let value): value == 0
        case .text: double == 0
        }
    }
}
