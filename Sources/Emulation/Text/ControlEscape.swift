/// Escaping for lines that people read on a terminal.
extension String {
    /// The string with control characters, line ends and changes of direction escaped.
    package var escapingControls: String {
        guard unicodeScalars.contains(where: \.needsEscape) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            text += scalar.needsEscape ? scalar.escaped(asASCII: true) : String(scalar)
        }
    }

    /// The string with those of these characters escaped that JSON allows unescaped.
    package var escapingControlsOfJSON: String {
        guard unicodeScalars.contains(where: \.needsEscapeInJSON) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            guard scalar.needsEscapeInJSON else { return text.unicodeScalars.append(scalar) }
            let digits = String(scalar.value, radix: 16)
            text += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
    }
}

extension Unicode.Scalar {
    fileprivate var needsEscapeInJSON: Bool { value >= 0x20 && needsEscape }

    /// C0 and C1 controls, line and paragraph separators, and the marks that reverse the text.
    fileprivate var needsEscape: Bool {
        switch value {
        case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
