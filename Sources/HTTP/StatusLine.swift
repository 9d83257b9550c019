/// Status lines (RFC 9112, section 4), built once for each status.
enum StatusLine {
    /// Returns the line with its CRLF and the beginning of the next line, `Date: `.
    ///
    /// A status of fewer than three digits gets leading zeros.
    static func bytesUpToDate(of status: Int) -> [UInt8] {
        lines.indices.contains(status) ? lines[status] : make(status)
    }

    private static let lines: [[UInt8]] = (0...599).map(make)

    private static func make(_ status: Int) -> [UInt8] {
        var line = [UInt8]("HTTP/1.1 ".utf8)
        line.append(addingCapacity: 20) { $0.append(decimal: status.magnitude, width: 3) }
        line.append(contentsOf: " \(ReasonPhrase.text(of: status))\r\nDate: ".utf8)
        return line
    }
}
