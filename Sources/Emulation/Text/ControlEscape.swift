/// Escaping for lines that people read on a terminal.
extension String {
    /// The string with control characters, line ends and changes of direction escaped.
    package var escapingControls: String {
        guard unicodeScalars.contains(where: \.needsEscape) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            text += scalar.needsEscape ? scalar.escaped(asASCII: true) : String(scalar)
        }
    }
}

extension Unicode.Scalar {
    /// C0 and C1 controls, line and paragraph separators, and the marks that reverse the text.
    fileprivate var needsEscape: Bool {
        switch value {
        case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
