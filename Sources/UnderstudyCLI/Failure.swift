/// Why a command failed.
struct Failure: Error, Equatable {
    let status: ExitStatus
    /// The problem and what to do, one sentence each.
    let sentences: [String]

    init(_ status: ExitStatus, _ sentences: [String]) {
        self.status = status
        self.sentences = sentences
    }

    init(_ status: ExitStatus, _ sentence: String) {
        self.init(status, [sentence])
    }

    static func usage(_ sentence: String) -> Failure {
        Failure(.usage, sentence + "; \"understudy --help\" lists the options")
    }
}
