package import Emulation
internal import HTTP

extension CapyDBService {
    /// The public API as its page of August 2026 documents it.
    package static let contract202608 = publicContract(.august2026, render: render202608)

    @Sendable static func render202608(_ result: CapyDBResult, _ form: AnswerForm) -> Answer {
        render(result, keysAs: KeyAnswer202608.self, form)
    }
}

/// A key without `manager`.
struct KeyAnswer202608: KeyAnswer {
    private let key: APIKey
    private let now: Timestamp

    init(_ key: APIKey, at now: Timestamp) {
        self.key = key
        self.now = now
    }

    static let example = KeyAnswer202608(APIKey(), at: Timestamp(milliseconds: 0))

    func visitFields(_ visitor: inout some AnswerVisitor) {
        key.visitFieldsBeforeManager(&visitor, at: now)
        key.visitFieldsAfterManager(&visitor, at: now)
    }
}
