extension JSONParser {
    /// Whether JSON text has more than `countMax` values; members and elements count alike.
    ///
    /// It counts commas and opening brackets outside strings, and builds nothing: a parser needs
    /// many times as long. It stops where the parser will refuse the text for its nesting. Of other
    /// texts that are not JSON the result means nothing.
    package static func hasMoreValues(than countMax: Int, in bytes: Span<UInt8>) -> Bool {
        var count = 0
        var depth = 0
        var isInString = false
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""): isInString.toggle()
            case UInt8(ascii: "\\") where isInString: index += 1
            case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"):
                guard !isInString else { break }
                count += 1
                // A text with n of them has at most one value more.
                if count > countMax { return true }
                if bytes[index] != UInt8(ascii: ",") { depth += 1 }
                if depth > depthMax { return false }
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if !isInString { depth -= 1 }
            default: break
            }
            index += 1
        }
        return false
    }
}
