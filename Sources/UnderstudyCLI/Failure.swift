/// Why a command ends without success.
struct Failure: Error, Equatable {
    let status: ExitStatus
    /// What is wrong and what to do, a sentence each.
    let sentences: [String]

    init(_ status: ExitStatus, _ sentences: [String]) {
        self.status = status
        self.sentences = sentences
    }

    init(_ status: ExitStatus, _ sentence: String) {
        self.init(status, [sentence])
    }

    static func usage(_ sentence: String) -> Failure {
        Failure(.usage, sentence + "; \"understudy --help\" lists what there is")
    }
}
