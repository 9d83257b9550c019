/// The shells for which `understudy completion` prints a script.
enum CompletionScript: String, CaseIterable {
    case bash
    case zsh
    case fish

    static let names = allCases.map(\.rawValue)

    /// The script, generated from the tables that also define the parser.
    var text: String {
        switch self {
        case .bash: Self.bashText
        case .zsh: Self.zshText
        case .fish: Self.fishText
        }
    }

    /// Quotes a word in the form that all three shells understand.
    static func quoted(_ text: String) -> String {
        "'"
            + text.split(separator: "'", omittingEmptySubsequences: false).joined(
                separator: "'\\''") + "'"
    }
}
