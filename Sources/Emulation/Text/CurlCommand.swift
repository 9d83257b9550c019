/// A curl command for a shell, on lines that end in a backslash.
package enum CurlCommand {
    /// Writes the command, one option a line.
    package static func text(_ method: String, _ url: String, headers: [String], body: String? = nil) -> String {
        let parts =
            ["curl -X \(method) \(url)"] + headers.map { "-H \(quoted($0))" }
            + (body.map { ["-d \(quoted($0))"] } ?? [])
        return parts.joined(separator: " \\\n  ")
    }

    /// Quotes a string for a POSIX shell.
    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
